'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';

/** Data that pages fetch, kept for all of them: around every page, so that search and lists share one store of it. */
export function Providers({ children }: { children: React.ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // `always`: a request says for itself that it fails, and live work needs no network once its model is here.
          queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: 1, networkMode: 'always' },
          mutations: { networkMode: 'always' },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

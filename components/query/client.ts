'use client';

import { QueryClient } from '@tanstack/react-query';

const make = () =>
  new QueryClient({
    defaultOptions: {
      // `always`: a request says for itself that it fails, and live work needs no network once its model is here.
      queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: 1, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });

let ofTab: QueryClient | undefined;

/**
 * Data that pages fetch, kept for all pages of a tab, so that search and lists share one store of it. A server keeps nothing: each
 * call has its own there.
 */
export const queryClient = (): QueryClient => (typeof window === 'undefined' ? make() : (ofTab ??= make()));

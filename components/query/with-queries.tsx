'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ComponentType } from 'react';
import { queryClient } from './client';

/**
 * A component that asks for data, with the store of it that all of this tab share. It stands around what asks and not around every
 * page: most pages are read as they come, and what keeps data is a tenth of their script.
 */
export function withQueries<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  return function WithQueries(props: Props) {
    const [client] = useState(queryClient);
    return (
      <QueryClientProvider client={client}>
        <Part {...props} />
      </QueryClientProvider>
    );
  };
}

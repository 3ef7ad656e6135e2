'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { renderQueryString, unstable_createAdapterProvider as providerOf } from 'nuqs/adapters/custom';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { Suspense, useCallback, useEffect } from 'react';
import { Writes } from './writes';

/** What pages with state in their address need; the home page does without. */
export function AddressState({ children }: { children: React.ReactNode }) {
  // The outer one follows moves between pages; the inner one reads and writes.
  return (
    <NuqsAdapter>
      <Suspense>
        <Shown />
      </Suspense>
      <NewestFirst>{children}</NewestFirst>
    </NuqsAdapter>
  );
}

const writes = new Writes();

/** Tells, once for all who write, what the router shows. */
function Shown() {
  const pathname = usePathname();
  const shown = useSearchParams().toString();
  useEffect(() => writes.shown(shown), [shown, pathname]);
  useEffect(() => {
    const forget = () => writes.forget();
    window.addEventListener('popstate', forget);
    return () => window.removeEventListener('popstate', forget);
  }, []);
  return null;
}

/** By this mark the library tells writes of its own from moves between pages. */
const OWN = '__nuqs__';
/** Calls of the history a write costs: browsers bound how many there may be. */
const CALLS_A_WRITE = 3;

/** As the library's own for this router, but that a change starts from the newest address written; shallow changes alone. */
const NewestFirst = providerOf(() => {
  const searchParams = useSearchParams();
  const pathname = usePathname();
  const updateUrl = useCallback(
    (
      search: URLSearchParams,
      { history: kind, scroll }: { history: 'push' | 'replace'; scroll: boolean },
    ) => {
      // A change that comes after the page was left is not one of the page that is there.
      if (location.pathname !== pathname) return;
      const url = location.origin + pathname + renderQueryString(search) + location.hash;
      writes.wrote(search.toString());
      if (kind === 'push') history.pushState(null, OWN, url);
      else history.replaceState(null, OWN, url);
      if (scroll) window.scrollTo(0, 0);
    },
    [pathname],
  );
  return {
    searchParams,
    pathname,
    updateUrl,
    getSearchParamsSnapshot,
    rateLimitFactor: CALLS_A_WRITE,
    autoResetQueueOnUpdate: false,
  };
});

const getSearchParamsSnapshot = () => new URLSearchParams(writes.newest() ?? location.search);

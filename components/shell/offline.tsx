'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState, useSyncExternalStore } from 'react';

const EVENTS = ['online', 'offline'] as const;

function watchNetwork(changed: () => void): () => void {
  for (const name of EVENTS) addEventListener(name, changed);
  return () => {
    for (const name of EVENTS) removeEventListener(name, changed);
  };
}

/**
 * Says that there is no network, and keeps a reader on the page that is open: its models go on working, while a link to
 * another page would lose them for the browser's own page of errors.
 */
export function Offline() {
  const isOffline = useSyncExternalStore(
    watchNetwork,
    () => !navigator.onLine,
    () => false,
  );
  const here = usePathname();
  /** What a reader wanted to open meanwhile, and from where. */
  const [wanted, setWanted] = useState<{ href: string; from: string } | null>(null);
  useEffect(() => {
    if (!isOffline) return;
    const stay = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link?.href || !leaves(link)) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted({ href: link.href, from: here });
    };
    // Before the router and the browser see it.
    document.addEventListener('click', stay, { capture: true });
    return () => document.removeEventListener('click', stay, { capture: true });
  }, [isOffline, here]);
  const href = wanted?.from === here ? wanted.href : null;
  const name = href && new URL(href).pathname;
  return (
    <p className="offline" role="status">
      {isOffline
        ? `No network${name ? `: ${name} cannot be fetched` : ''}. What is loaded here goes on working.`
        : null}
      {!isOffline && href ? (
        <>
          The network is back. <a href={href}>Open {name}</a>
        </>
      ) : null}
    </p>
  );
}

/** Whether a link leads to a document that would have to be fetched into this tab. */
const leaves = ({ href, target }: HTMLAnchorElement): boolean => {
  const { origin, pathname } = new URL(href);
  return target !== '_blank' && origin === location.origin && pathname !== location.pathname;
};

'use client';

import { useEffect, useState } from 'react';

const isShown = (element: Element) => element.getClientRects().length > 0;

/** The first element that a selector finds and that can be seen, as soon as it is there and as long as it stays. */
export function useElement(selector: string | null): HTMLElement | null {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const look = () =>
      setElement(
        selector === null
          ? null
          : ([...document.querySelectorAll<HTMLElement>(selector)].find(isShown) ?? null),
      );
    look();
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [selector]);
  return element;
}

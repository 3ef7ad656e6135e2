'use client';

import { useLayoutEffect, type RefObject } from 'react';
import { beside } from './beside';

/**
 * Shows a popover beside an element, as long as there is one. It is in the top layer and out of the flow: nothing clips it and
 * nothing moves for it; placed in the page and not on the screen, it scrolls along.
 */
export function useBeside(
  popover: RefObject<HTMLElement | null>,
  anchor: Element | null,
  gap?: number,
): void {
  useLayoutEffect(() => {
    const panel = popover.current;
    if (!panel || !anchor) return;
    if (!panel.matches(':popover-open')) panel.showPopover();
    const place = () => {
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      const { offsetWidth, offsetHeight } = panel;
      const size = { width: offsetWidth, height: offsetHeight };
      const { left, top } = beside(anchor.getBoundingClientRect(), size, { width, height }, gap);
      panel.style.left = `${left + scrollX}px`;
      panel.style.top = `${top + scrollY}px`;
    };
    place();
    const observer = new ResizeObserver(place);
    for (const one of [document.body, anchor, panel]) observer.observe(one);
    return () => observer.disconnect();
  }, [popover, anchor, gap]);
}

'use client';

import { useEffect, useRef } from 'react';

/** Fields that letters mean nothing to. */
const TAKE_NO_LETTERS = ['radio', 'checkbox'];

/** Whether the reader is typing, so that single letters belong to the text. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && TAKE_NO_LETTERS.includes(target.type)) return false;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Binds single keys while the component is mounted. Nothing fires while typing, in a dialog, or with a modifier. */
export function useKeys(bindings: Record<string, (() => void) | undefined>): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (document.querySelector('dialog[open]')) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

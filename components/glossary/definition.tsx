'use client';

import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { useBeside } from '@/components/ui/use-beside';
import type { TermId } from './words';

// What words mean is fetched when the first of them is asked for.
const Meaning = onDemand(() => import('./meaning').then((module) => module.Meaning));

/** A pointer that only passes by opens nothing, and one on its way to what opened does not close it. */
const [REST_MS, LEAVE_MS] = [150, 200];

/**
 * A word with its meaning, shown on hover, focus and tap; Escape, a press elsewhere and the next tab stop close it. It can be
 * pointed at itself, and is there for a screen reader as the description of the word.
 */
export function Definition({ of, children }: { of: TermId; children: React.ReactNode }) {
  const id = useId();
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  const popover = useRef<HTMLSpanElement>(null);
  const timer = useRef<number>(undefined);
  useBeside(popover, isOpen ? button : null, 4);

  const set = useCallback((open: boolean, ms = 0) => {
    clearTimeout(timer.current);
    if (ms === 0) setOpen(open);
    else timer.current = window.setTimeout(() => setOpen(open), ms);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isOpen) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // It closes this alone, and not a dialog around it.
      event.preventDefault();
      event.stopPropagation();
      set(false);
    };
    const onPress = ({ target }: Event) => {
      const inside = [button, popover.current].some((part) => part?.contains(target as Node));
      if (!inside) set(false);
    };
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [isOpen, button, set]);

  const onPointer = (open: boolean, ms: number) => (event: React.PointerEvent) => {
    if (event.pointerType === 'mouse') set(open, ms);
  };
  return (
    <span onPointerEnter={onPointer(true, REST_MS)} onPointerLeave={onPointer(false, LEAVE_MS)}>
      <button
        ref={setButton}
        type="button"
        className="term"
        aria-describedby={isOpen ? id : undefined}
        onFocus={() => set(true)}
        onBlur={() => set(false)}
        // A tap does not give the focus everywhere.
        onClick={() => set(true)}
      >
        {children}
      </button>
      {isOpen ? (
        <span ref={popover} id={id} role="tooltip" popover="manual" className="float definition">
          <Meaning of={of} />
        </span>
      ) : null}
    </span>
  );
}

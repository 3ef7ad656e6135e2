'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { Icon } from '@/components/ui/icon';
import type { Copyable } from './copyable';

// The forms, and what draws them, are fetched by those who copy.
const CopyPanel = onDemand(() => import('./copy-panel').then((module) => module.CopyPanel));

/**
 * A view in every form in which it can be taken elsewhere: a menu button, and under its menu what became of the last choice.
 *
 * @param what gathered when something is copied
 */
export function CopyMenu({ what }: { what: () => Promise<Copyable> }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useId();

  useEffect(() => {
    if (!open) return;
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!place.current?.contains(target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      ref={place}
      className="copy-as"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget && !place.current?.contains(relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="button quiet"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menu : undefined}
        onClick={open ? close : () => setOpen(true)}
        onKeyDown={(event) => {
          if (open || event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <Icon name="copy" />
        Copy
      </button>
      {open ? <CopyPanel id={menu} what={what} /> : null}
    </div>
  );
}

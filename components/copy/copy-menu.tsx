'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { copyAs } from './browser';
import type { Copyable } from './copyable';
import { CopyResult } from './copy-result';
import { COPY_KINDS, type CopyKind } from './kinds';
import { stepIn } from './menu-keys';

/** A view in every form in which it can be taken elsewhere: a menu button, and under its menu what became of the last choice. */
export function CopyMenu({ what }: { what: Copyable }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useId();
  const copy = useMutation({ mutationFn: (kind: CopyKind) => copyAs(kind, what) });
  const { reset } = copy;
  const items = () => [...(place.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useEffect(() => {
    if (!open) return;
    place.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!place.current?.contains(target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [open]);

  const show = () => {
    reset();
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      return close();
    }
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? null : stepIn(COPY_KINDS, at, event.key);
    if (next === null) return;
    // Single letters belong to the menu while it has the focus, and not to the page.
    event.preventDefault();
    all[next]?.focus();
  };

  return (
    <div
      ref={place}
      className="copy-as"
      onKeyDown={onKeyDown}
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
        onClick={open ? close : show}
        onKeyDown={(event) => {
          if (open || event.key !== 'ArrowDown') return;
          event.preventDefault();
          show();
        }}
      >
        <Icon name="copy" />
        Copy
      </button>
      {open ? (
        <div className="float copy-panel">
          <ul id={menu} role="menu" aria-label="Copy as">
            {COPY_KINDS.map((kind) => (
              <li key={kind.id} role="none">
                <button
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  aria-label={`${kind.name}: ${kind.meaning}`}
                  onClick={() => copy.mutate(kind)}
                >
                  {kind.name} <span className="caption">{kind.meaning}</span>
                </button>
              </li>
            ))}
          </ul>
          <CopyResult
            name={what.key}
            result={copy.data ?? null}
            making={copy.isPending ? copy.variables.name : null}
            fault={copy.error?.message ?? null}
          />
        </div>
      ) : null}
    </div>
  );
}

'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { withQueries } from '@/components/query/with-queries';
import { copyAs } from './browser';
import { CopyResult } from './copy-result';
import type { Copyable } from './copyable';
import { COPY_KINDS, type CopyKind } from './kinds';
import { stepIn } from './menu-keys';

/** The menu of forms, whose first has the focus, and under it what became of the last choice. */
export const CopyPanel = withQueries(function CopyPanel({
  id,
  what,
}: {
  id: string;
  what: () => Promise<Copyable>;
}) {
  const menu = useRef<HTMLUListElement>(null);
  const copy = useMutation({ mutationFn: (kind: CopyKind) => copyAs(kind, what()) });
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useEffect(() => menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(), []);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? null : stepIn(COPY_KINDS, at, event.key);
    if (next === null) return;
    // Single letters belong to the menu while it has the focus, and not to the page.
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    <div className="float copy-panel">
      <ul ref={menu} id={id} role="menu" aria-label="Copy as" onKeyDown={onKeyDown}>
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
        result={copy.data ?? null}
        making={copy.isPending ? copy.variables.name : null}
        fault={copy.error?.message ?? null}
      />
    </div>
  );
});

'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { count, layerCode } from '@/components/format/number';
import { Icon } from '@/components/ui/icon';
import { Highlighted } from '@/components/ui/highlighted';
import type { PatchPage } from '@/lib/store';
import type { PatchItem } from '@/lib/store/records';
import type { Target } from './navigation';

const PAUSE_MS = 150;
const SHOWN = 6;

interface Found {
  targetId: string;
  items: PatchItem[];
  total: number;
}

type Answer =
  { kind: 'idle' } | { kind: 'searching' } | { kind: 'found'; found: Found[] } | { kind: 'failed' };

async function search(targetId: string, text: string, signal: AbortSignal): Promise<Found> {
  const query = new URLSearchParams({ target: targetId, q: text, limit: String(SHOWN) });
  const response = await fetch(`/api/v1/patching?${query}`, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { items, total } = (await response.json()) as PatchPage;
  return { targetId, items, total };
}

/** Search over the store, and the pages of each target: arrows move, Enter opens, Escape gives the focus back. */
export function Palette({
  open,
  onClose,
  targets,
}: {
  open: boolean;
  onClose: () => void;
  targets: Target[];
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<Answer>({ kind: 'idle' });
  const wanted = text.trim();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      // The list around the input can take focus too, and stands before it.
      element.querySelector('input')?.focus();
    }
    if (!open && element.open) element.close();
  }, [open]);

  useEffect(() => {
    if (wanted.length < 2) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setAnswer((now) => (now.kind === 'found' ? now : { kind: 'searching' }));
      Promise.all(targets.map(({ id }) => search(id, wanted, stop.signal))).then(
        (found) => setAnswer({ kind: 'found', found }),
        () => {
          if (!stop.signal.aborted) setAnswer({ kind: 'failed' });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, targets]);

  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const found = wanted.length >= 2 && answer.kind === 'found' ? answer.found : [];
  const total = found.reduce((sum, f) => sum + f.total, 0);
  const shown = found.reduce((sum, f) => sum + f.items.length, 0);
  const pages = targets
    .flatMap(({ id, name }) => [
      { id, href: `/${encodeURIComponent(id)}/patching`, name: 'Patching', note: name },
      { id, href: `/${encodeURIComponent(id)}/patching/own`, name: 'Own text', note: name },
    ])
    .filter(({ name, note }) => `${name} ${note}`.toLowerCase().includes(wanted.toLowerCase()));

  return (
    <dialog ref={dialog} className="float palette" aria-label="Search" onClose={onClose}>
      <Command shouldFilter={false} label="Search" loop>
        <div className="pin">
          <Icon name="search" />
          <Command.Input value={text} onValueChange={setText} placeholder="a subject, part of a text" />
          <span className="cap" role="status">
            {answer.kind === 'searching' ? 'searching' : total > 0 ? `${shown} of ${count(total)}` : ''}
          </span>
        </div>
        {answer.kind === 'failed' ? <p className="pg">The store did not answer. Try again soon.</p> : null}
        {answer.kind === 'found' && wanted.length >= 2 && total === 0 ? (
          <p className="pg">No text of the store holds “{wanted}”.</p>
        ) : null}
        <Command.List>
          {found.map(({ targetId, items }) =>
            items.length > 0 ? (
              <Command.Group key={targetId} heading={`Patching of ${targetId}`}>
                {items.map((item) => (
                  <Command.Item
                    key={item.id}
                    value={item.id}
                    className="pr"
                    onSelect={() =>
                      go(`/${encodeURIComponent(item.targetId)}/patching/${encodeURIComponent(item.id)}`)
                    }
                  >
                    <span className="mono">q·{item.id.slice(0, 6)}</span>
                    <span>
                      <Highlighted
                        text={`${item.subject}, patched from ${item.sourceSubject}`}
                        part={wanted}
                      />
                    </span>
                    <span className="cap">
                      {item.relation}, {layerCode(item.layers)}
                    </span>
                  </Command.Item>
                ))}
              </Command.Group>
            ) : null,
          )}
          {pages.length > 0 ? (
            <Command.Group heading="Go to">
              {pages.map(({ href, name, note }) => (
                <Command.Item key={href} value={href} className="pr" onSelect={() => go(href)}>
                  <span className="mono">{name}</span>
                  <span />
                  <span className="cap">{note}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ) : null}
        </Command.List>
        <p className="pf cap">
          <span>
            <span className="kbd">↑</span>
            <span className="kbd">↓</span> move
          </span>
          <span>
            <span className="kbd">Enter</span> open
          </span>
          <span>
            <span className="kbd">Esc</span> close
          </span>
        </p>
      </Command>
    </dialog>
  );
}

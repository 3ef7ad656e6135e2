'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { count } from '@/components/format/number';
import { PLAYGROUND } from '@/components/playground/words';
import { withQueries } from '@/components/query/with-queries';
import type { AnyView } from '@/components/task/view';
import { allViews } from '@/components/task/views';
import { Highlighted } from '@/components/ui/highlighted';
import { Icon } from '@/components/ui/icon';
import { fetchAnswer } from '@/lib/api/fetch-answer';
import { itemPath, listPath, ownPath, questionsPath } from '@/lib/api/paths';
import { SHORTEST_SEARCH } from '@/lib/api/query';
import type { QuestionPage } from '@/lib/store';
import type { Item } from '@/lib/store/records';
import type { Target } from './navigation';
import { useDebounced } from './use-debounced';

const PAUSE_MS = 150;
const SHOWN = 6;

interface Found {
  view: AnyView;
  targetId: string;
  items: Item[];
  total: number;
}

async function search(view: AnyView, targetId: string, q: string, signal: AbortSignal): Promise<Found> {
  const query = new URLSearchParams({ target: targetId, task: view.task.id, q, limit: String(SHOWN) });
  const { items, total } = await fetchAnswer<QuestionPage>(questionsPath(query), signal);
  return { view, targetId, items, total };
}

/** Search over the store, and the pages of each target: arrows move, Enter opens, Escape gives the focus back. */
export const Palette = withQueries(function Palette({
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
  const wanted = text.trim();
  const asked = useDebounced(wanted, PAUSE_MS);
  const views = allViews();
  // What was found before stays until there is more; a search that nobody waits for is stopped by its signal.
  const answer = useQuery({
    queryKey: ['search', asked, targets.map(({ id }) => id)],
    queryFn: ({ signal }) =>
      Promise.all(targets.flatMap(({ id }) => views.map((view) => search(view, id, asked, signal)))),
    enabled: asked.length >= SHORTEST_SEARCH,
    placeholderData: keepPreviousData,
  });

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

  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const searches = wanted.length >= SHORTEST_SEARCH;
  const found = searches ? (answer.data ?? []) : [];
  const total = found.reduce((sum, f) => sum + f.total, 0);
  const shown = found.reduce((sum, f) => sum + f.items.length, 0);
  const pages = targets
    .flatMap(({ id, name }) => [
      ...views.flatMap(({ task, name: page }) => [
        { href: listPath(task, id), name: page, note: name },
        ...(task.own ? [{ href: ownPath(task, id), name: `${page}, own text`, note: name }] : []),
      ]),
      { href: listPath(PLAYGROUND, id), name: PLAYGROUND.name, note: name },
    ])
    .filter(({ name, note }) => `${name} ${note}`.toLowerCase().includes(wanted.toLowerCase()));

  return (
    <dialog ref={dialog} className="float palette" aria-label="Search" onClose={onClose}>
      <Command shouldFilter={false} label="Search" loop>
        <div className="search-line">
          <Icon name="search" />
          <Command.Input value={text} onValueChange={setText} placeholder="a subject, part of a text" />
          <span className="caption" role="status">
            {searches && answer.isFetching && found.length === 0
              ? 'searching'
              : total > 0
                ? `${shown} of ${count(total)}`
                : ''}
          </span>
        </div>
        {searches && answer.isError ? <p className="notice">{answer.error.message}</p> : null}
        {found.length > 0 && total === 0 ? (
          <p className="notice">No text in the store holds “{wanted}”.</p>
        ) : null}
        <Command.List>
          {found.map(({ view, targetId, items }) =>
            items.length > 0 ? (
              <Command.Group key={`${targetId}:${view.task.id}`} heading={`${view.name} of ${targetId}`}>
                {items.map((item) => (
                  <Command.Item
                    key={item.id}
                    value={item.id}
                    className="result"
                    onSelect={() => go(itemPath(view.task, item.targetId, item.id))}
                  >
                    <span className="mono">q·{item.id.slice(0, 6)}</span>
                    <span>
                      <Highlighted text={item.title} part={wanted} />
                    </span>
                    <span className="caption">{view.brief(item)}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            ) : null,
          )}
          {pages.length > 0 ? (
            <Command.Group heading="Go to">
              {pages.map(({ href, name, note }) => (
                <Command.Item key={href} value={href} className="result" onSelect={() => go(href)}>
                  <span className="mono">{name}</span>
                  <span />
                  <span className="caption">{note}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ) : null}
        </Command.List>
        <p className="hints caption">
          <span>
            <span className="keycap">↑</span>
            <span className="keycap">↓</span> move
          </span>
          <span>
            <span className="keycap">Enter</span> open
          </span>
          <span>
            <span className="keycap">Esc</span> close
          </span>
        </p>
      </Command>
    </dialog>
  );
});

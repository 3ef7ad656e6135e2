'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { withQueries } from '@/components/query/with-queries';
import { Icon } from '@/components/ui/icon';
import { StateBlock } from '@/components/ui/state';
import { linkPath, permalinksPath } from '@/lib/api/paths';
import { detailOf } from '@/lib/api/problem';
import { encodeLink } from '@/lib/permalink/page-view';
import type { Shareable, ShareProps } from './share-dialog';

async function makeLink({ view, live, note }: Shareable & { note: string }): Promise<string> {
  const response = await fetch(permalinksPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ view: encodeLink(view), note: note.trim() || null, live }),
  }).catch((error: unknown) => {
    throw new Error('The server cannot be reached. Try again soon.', { cause: error });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Error(detailOf(answer) ?? `The server answered ${response.status}.`);
  const slug = field(answer, 'slug');
  if (!slug) throw new Error('The server answered without a link.');
  return linkPath(slug);
}

const field = (value: unknown, name: string): string | null => {
  if (typeof value !== 'object' || value === null || !(name in value)) return null;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : null;
};

/** Makes a short link to the view as it stands, with a note, and hands it over. */
export const ShareForm = withQueries(function ShareForm({ open, onClose, gather, summary }: ShareProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState('');
  const [copied, setCopied] = useState(false);
  const link = useMutation({
    mutationFn: async (wanted: string) => makeLink({ ...(await gather()), note: wanted }),
  });
  const reset = link.reset;

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      reset();
      setCopied(false);
      element.showModal();
    }
    if (!open && element.open) element.close();
  }, [open, reset]);

  const address = link.data ? new URL(link.data, location.href).href : null;
  const copy = async () => {
    if (!address) return;
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // No clipboard without permission: the address stands there to be copied by hand.
      setCopied(false);
      dialog.current?.querySelector<HTMLInputElement>('input.address')?.select();
    }
  };

  return (
    <dialog ref={dialog} className="float share" aria-labelledby="share-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="share-title">Share this view</h2>
        <button type="button" className="button quiet icon-only" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p className="muted">{summary}</p>
      <p className="caption">
        A link is kept by this site with what it restores, and opens for whoever has it. Nothing is sent
        before it is made.
      </p>
      {address ? (
        <>
          <div className="copy">
            <input
              className="address"
              readOnly
              value={address}
              aria-label="Link"
              onFocus={(e) => e.target.select()}
            />
            <button type="button" className="button primary" onClick={() => void copy()} autoFocus>
              <Icon name="copy" />
              {copied ? 'Copied' : 'Copy link'}
            </button>
          </div>
          <p className="caption" role="status">
            {copied ? 'The link is in your clipboard.' : 'The link is made.'} <a href={link.data}>Open it</a>
          </p>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            link.mutate(note);
          }}
        >
          <label htmlFor="share-note">
            Note <span className="caption">optional, shown above the view</span>
          </label>
          <textarea
            id="share-note"
            className="field"
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {link.isError ? (
            <StateBlock caution title="No link was made">
              <p>{link.error.message}</p>
            </StateBlock>
          ) : null}
          <button type="submit" className="button primary" disabled={link.isPending}>
            <Icon name="link" />
            {link.isPending ? 'Making the link' : 'Make a link'}
          </button>
        </form>
      )}
    </dialog>
  );
});

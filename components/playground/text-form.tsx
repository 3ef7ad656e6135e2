'use client';

import { useId, useState } from 'react';
import { costWords } from '@/components/live/live-button';
import { TurnSwitch } from '@/components/live/turn-switch';
import { Icon } from '@/components/ui/icon';
import type { Provider } from '@/lib/words';
import { MAX_TEXT } from './address';
import type { Texts } from './use-address';

/** Texts to begin with, by what they are about. */
export interface ExampleTexts extends Texts {
  name: string;
}

/** The two texts, and what reads them. */
export function TextForm({
  texts,
  examples,
  refused,
  loaded,
  busy,
  toFetch,
  provider,
  turns,
  onRead,
}: {
  texts: Texts;
  examples: readonly ExampleTexts[];
  /** Why a text could not be read; null where it could. */
  refused: Record<keyof Texts, string | null>;
  loaded: boolean;
  busy: boolean;
  toFetch: number;
  provider: Provider | null;
  /** Whether both are turns of a chat; null where the model has no template for them. */
  turns: { on: boolean; set: (on: boolean) => void } | null;
  onRead: (texts: Texts) => void;
}) {
  const [draft, setDraft] = useState(texts);
  const [shown, setShown] = useState(texts);
  // What the address brings, by the arrows of the browser as well, stands in the fields.
  if (shown !== texts) {
    setShown(texts);
    setDraft(texts);
  }
  const first = draft.first.trim();
  const second = draft.second.trim() || first;
  const unchanged = first === texts.first && second === texts.second;
  const read = loaded && unchanged && !refused.first && !refused.second;
  return (
    <form
      className="own"
      onSubmit={(event) => {
        event.preventDefault();
        if (first !== '' && !busy && !read) onRead({ first, second });
      }}
    >
      <TextField
        label="First text"
        value={draft.first}
        problem={
          first === '' ? 'Write at least one word.' : draft.first === texts.first ? refused.first : null
        }
        onChange={(value) => setDraft({ ...draft, first: value })}
      />
      <TextField
        label="Second text"
        value={draft.second}
        placeholder="the same text"
        problem={draft.second === texts.second ? refused.second : null}
        onChange={(value) => setDraft({ ...draft, second: value })}
      />
      <div className="buttons">
        <button type="submit" className="button primary" disabled={first === '' || busy || read}>
          <Icon name="play" />
          {loaded ? 'Read' : 'Read both texts'}{' '}
          <span className="caption">{costWords(toFetch, provider)}</span>
        </button>
        {turns ? <TurnSwitch on={turns.on} onChange={turns.set} /> : null}
        {examples.length > 0 ? (
          <span className="caption">
            or begin with{' '}
            {examples.map(({ name, ...example }, index) => (
              <span key={name}>
                {index > 0 ? ', ' : null}
                <button
                  type="button"
                  className="as-link"
                  disabled={busy}
                  onClick={() => {
                    setDraft(example);
                    onRead(example);
                  }}
                >
                  {name}
                </button>
              </span>
            ))}
          </span>
        ) : null}
      </div>
    </form>
  );
}

function TextField({
  label,
  value,
  placeholder,
  problem,
  onChange,
}: {
  label: string;
  value: string;
  placeholder?: string;
  problem: string | null;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="caption">
        {label}
      </label>
      <div>
        <input
          id={id}
          className="field mono"
          value={value}
          placeholder={placeholder}
          maxLength={MAX_TEXT}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => onChange(event.target.value)}
        />
        <p id={`${id}-problem`} className="field-problem caption" role="status">
          {problem ? (
            <>
              <Icon name="warning" /> {problem}
            </>
          ) : value.length >= MAX_TEXT ? (
            `${MAX_TEXT} characters are the most that a text may have here.`
          ) : null}
        </p>
      </div>
    </>
  );
}

'use client';

import { useRef, useState } from 'react';
import { outputWord } from '@/components/tokens/token-text';
import { useKeys } from '@/components/ui/use-keys';
import { LONGEST_GUESS } from '@/lib/api/prediction';
import type { OpenQuestion } from '@/lib/task/task';

/** The choice of a word that does not stand in the question. */
const OTHER = '';

/** As `readGuess`: something, and no brackets. */
const WORD = '[^<>]*[^<>\\s][^<>]*';

/**
 * Where a reader says what the model will say: its own word, one that stands in the question, or another. Before its script runs it is
 * a form that asks the server for the same page.
 */
export function GuessForm({
  question: { own, words },
  address,
  onGuess,
  children,
}: {
  question: Omit<OpenQuestion, 'body'>;
  /** Of the page before a guess. */
  address: string;
  onGuess: (word: string) => void;
  /** What stands beside the choices: the button that reveals. */
  children: React.ReactNode;
}) {
  const [choice, setChoice] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const choices = useRef<HTMLFieldSetElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const choose = (index: number) => {
    const radio = choices.current?.querySelectorAll<HTMLInputElement>('[type="radio"]')[index];
    radio?.click();
    (radio?.value === OTHER ? field.current : radio)?.focus();
  };
  useKeys({ n: () => choose(0), y: () => choose(1) });

  const [path, query] = address.split('?');
  const radio = (value: string) => (
    <input
      type="radio"
      name="guess"
      value={value}
      required
      checked={choice === value}
      onChange={() => setChoice(value)}
    />
  );
  return (
    <form
      className="guess-form"
      action={path}
      onSubmit={(event) => {
        event.preventDefault();
        onGuess((choice === OTHER ? typed : (choice ?? '')).trim());
      }}
    >
      {[...new URLSearchParams(query)].map(([name, value], index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <fieldset ref={choices}>
        <legend className="visually-hidden">What the model will say</legend>
        <label className="choice">
          {radio(own)}
          <span>
            unchanged, <span className="mono">{outputWord(own)}</span>
          </span>
          <Letter name="n" />
        </label>
        {words.map((word, index) => (
          <label key={word} className="choice">
            {radio(word)}
            <span>
              changes to <span className="mono">{outputWord(word)}</span>
            </span>
            {index === 0 ? <Letter name="y" /> : null}
          </label>
        ))}
        <div className="choice">
          <label>
            {radio(OTHER)}
            {words.length === 0 ? 'changes to' : 'changes to something else'}
            {words.length === 0 ? <Letter name="y" /> : null}
          </label>
          <input
            ref={field}
            className="field"
            name="guess"
            aria-label="the word that it changes to"
            placeholder="word"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={typed}
            maxLength={LONGEST_GUESS}
            required={choice === OTHER}
            pattern={WORD}
            title="a word"
            onFocus={() => setChoice(OTHER)}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      </fieldset>
      {children}
    </form>
  );
}

/** The key that makes a choice. */
const Letter = ({ name }: { name: string }) => (
  <span className="keycap" aria-hidden="true">
    {name}
  </span>
);

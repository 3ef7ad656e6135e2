'use client';

import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { VERDICT_NAMES, type VerdictRules } from '@/components/format/words';
import type { PredictLinks } from '@/components/task/view';
import { VerdictMark } from '@/components/ui/verdict';
import { useKeys } from '@/components/ui/use-keys';
import { Icon } from '@/components/ui/icon';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import { guessOf, withVerdict } from './guesses';
import { ScoreTable } from './score-table';
import { changeGuesses, useGuesses } from './use-guesses';

/** How the reader's guess compares with what was measured, the score so far, and the way on. */
export function Revealed({
  item,
  guess,
  outcome,
  rules,
  explainers,
  links,
  next,
}: {
  item: Item;
  guess: Guess;
  /** What was measured, in a few words. */
  outcome: string;
  rules: VerdictRules;
  explainers: readonly ExplainerRecord[];
  links: PredictLinks;
  next: string | null | undefined;
}) {
  const guesses = useGuesses();
  const heading = useRef<HTMLHeadingElement>(null);
  const [announced, setAnnounced] = useState('');
  useKeys({ r: () => location.assign(links.random) });

  const kept = guesses && guessOf(guesses, item.id);
  const waits = kept?.judged === null && kept.word === guess.word;
  useEffect(() => {
    if (!waits) return;
    const { verdict, chance, word } = guess;
    const others = Object.fromEntries(item.explanations.map((e) => [e.explainerId, e.verdict]));
    changeGuesses((all) => withVerdict(all, { question: item.id, word }, { verdict, others, chance }));
    // The button that was pressed is gone: whoever goes by keys or by ear goes on from here.
    heading.current?.focus();
    setAnnounced(`Your guess, ${word}, is ${VERDICT_NAMES[verdict]}. Measured: ${outcome}.`);
  }, [waits, guess, item, outcome]);

  return (
    <section className="section revealed">
      <header>
        <h2 ref={heading} tabIndex={-1}>
          Your guess
        </h2>
      </header>
      <div className="panel-verdict">
        <VerdictMark verdict={guess.verdict} rules={rules} />
        <span>
          you said <span className="mono strong">{guess.word}</span>
          <br />
          <span className="caption">measured: {outcome}</span>
        </span>
      </div>
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      {guesses && !waits && kept?.word !== guess.word ? (
        <p className="note">
          {kept?.judged ? (
            <>
              Your first guess here was <span className="mono">{kept.word}</span>, and it is the one that
              counts.
            </>
          ) : (
            'Not counted: this guess came with the address, or this browser keeps nothing.'
          )}
        </p>
      ) : null}
      <ScoreTable series={{ target: item.targetId, task: item.task }} explainers={explainers} />
      <p className="guess-actions">
        {next ? (
          <Link className="button primary" href={next} prefetch={false} aria-keyshortcuts="j">
            Next question <span className="keycap">j</span>
          </Link>
        ) : null}
        <a className="button quiet" href={links.random} aria-keyshortcuts="r">
          <Icon name="shuffle" />
          Random <span className="keycap">r</span>
        </a>
      </p>
    </section>
  );
}

'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { ItemHead } from '@/components/item/item-head';
import type { PredictProps } from '@/components/task/view';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, withQuery } from '@/lib/api/paths';
import { predictingQuery } from '@/lib/api/prediction';
import type { AnyTask } from '@/lib/task/task';
import { GuessForm } from './guess-form';
import { guessOf, withGuess } from './guesses';
import { ModeSwitch } from './mode-switch';
import { ScoreTable } from './score-table';
import { changeGuesses, useGuesses } from './use-guesses';

/** The page of a question whose answer the reader is to guess: what is asked, the form, the score so far. No part of it knows the answer. */
export function PredictLayout({
  task,
  name,
  caption,
  heading,
  place,
  ask,
  children,
  ...props
}: PredictProps<unknown> & {
  task: AnyTask;
  /** Of the task. */
  name: string;
  caption: string;
  /** What is asked about, over the form, with a word about it. */
  heading: React.ReactNode;
  place: string;
  /** What was done to the model, as a question. */
  ask: React.ReactNode;
  /** The question as its task draws it. */
  children: React.ReactNode;
}) {
  const { target, explainers, question, list, links } = props;
  const router = useRouter();
  const [isRevealing, startRevealing] = useTransition();
  const before = guessOf(useGuesses() ?? [], question.id);
  const go = (href: string | null) => (href ? () => router.push(href) : undefined);
  useKeys({ j: go(list.next), k: go(list.previous), r: () => location.assign(links.random) });

  const series = { target: target.id, task: task.id };
  const [path = '', query = ''] = links.predict.split('?');
  const revealed = (word: string) => withQuery(path, predictingQuery(query, word));
  const reveal = (word: string) => {
    changeGuesses((all) => withGuess(all, { question: question.id, ...series, word }));
    startRevealing(() => router.push(revealed(word)));
  };

  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: name, href: list.href },
          { text: `q·${question.id.slice(0, 7)}`, mono: true },
        ]}
        title={question.title}
        caption={caption}
        previous={list.previous}
        next={list.next}
      />
      <div className="columns map-and-panel">
        <div>
          {children}
          <p className="note predict-note">
            Nothing that was measured or said is on this page yet. Your guess is kept in this browser alone,
            and counted in no evaluation.
          </p>
        </div>
        <aside className="split" aria-label="Your prediction">
          <ModeSwitch links={links} isPredicting />
          <section className="section">
            <header>
              <h2>{heading}</h2>
              <span className="end caption">{place}</span>
            </header>
            <p className="ask">{ask}</p>
            <GuessForm question={question} address={links.predict} onGuess={reveal}>
              {before?.judged ? (
                <p className="note">
                  You guessed <span className="mono">{before.word}</span> here before, and have seen the
                  answer.{' '}
                  <Link href={revealed(before.word)} prefetch={false}>
                    See it again
                  </Link>
                </p>
              ) : null}
              <p className="guess-actions">
                <button type="submit" className="button primary" disabled={isRevealing}>
                  {isRevealing ? 'Revealing' : 'Reveal'} <span className="keycap">Enter</span>
                </button>
                {list.next ? (
                  <Link className="button quiet" href={list.next} prefetch={false} aria-keyshortcuts="j">
                    Skip
                  </Link>
                ) : null}
                <a className="button quiet" href={links.random} aria-keyshortcuts="r">
                  Random
                </a>
              </p>
            </GuessForm>
            <p className="withheld">
              <span>Measurement and answers come after your guess.</span>
            </p>
            <ScoreTable series={series} explainers={explainers} />
          </section>
        </aside>
      </div>
    </>
  );
}

'use client';

import { tenths } from '@/components/format/number';
import { ExplainerName } from '@/components/ui/explainer-name';
import type { ExplainerRecord } from '@/lib/store/records';
import { without, type Series } from './guesses';
import { scoresOf, type Score } from './score';
import { changeGuesses, useGuesses } from './use-guesses';

/** The reader so far, beside explainers and chance on the same questions; nothing before the first answer was seen. */
export function ScoreTable({
  series,
  explainers,
}: {
  series: Series;
  explainers: readonly ExplainerRecord[];
}) {
  const guesses = useGuesses();
  const scores = guesses && scoresOf(guesses, series, explainers);
  if (!scores || scores.questions === 0) return null;
  return (
    <div className="reader-scores">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              so far,{' '}
              {scores.questions === 1 ? 'the same question' : `the same ${scores.questions} questions`}
            </th>
            <th scope="col" className="number" title="right about whether the output changes">
              change
            </th>
            <th scope="col" className="number" title="right about whether it changes, and about the word">
              and word
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="you" score={scores.reader} className="you" />
          {scores.others.map(({ explainer, score }) => (
            <Row key={explainer.id} name={<ExplainerName explainer={explainer} />} score={score} />
          ))}
          <Row
            name={
              <span title="a coin for whether it changes; where it does, one of the other words that stand in the question">
                chance
              </span>
            }
            score={scores.chance}
          />
        </tbody>
      </table>
      <p className="caption">
        <button
          type="button"
          className="as-link"
          onClick={() => changeGuesses((all) => without(all, series))}
        >
          Start again
        </button>
      </p>
    </div>
  );
}

function Row({ name, score, className }: { name: React.ReactNode; score: Score; className?: string }) {
  return (
    <tr className={className}>
      <th scope="row">{name}</th>
      <td className="number">
        {tenths(score.change)} of {score.of}
      </td>
      <td className="number">
        {tenths(score.word)} of {score.of}
      </td>
    </tr>
  );
}

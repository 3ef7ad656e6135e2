import { correlation } from '@/components/format/number';
import type { FeatureText } from '@/lib/task/feature/phrase';
import { phraseOf, simulate } from '@/lib/task/feature/simulator';
import { pickFrom, placeWords, type Card } from './use-line-up';

/** How well what was said predicts where the feature fires, and where that puts it among others. */
export function SimulatedFigure({
  said,
  texts,
  id,
  cards,
}: {
  /** An explanation, whole. */
  said: string;
  texts: readonly FeatureText[];
  /** The question. */
  id: string;
  /** The line-up; null until it is here. */
  cards: readonly Card[] | null;
}) {
  const phrase = phraseOf(said);
  const score = phrase === null ? null : simulate(phrase, texts);
  if (score?.kind !== 'scored')
    return (
      <span className="simulated-figure caption">
        <span className="figure-name">simulator: </span>not checkable
      </span>
    );
  const picked = cards && pickFrom(cards, id, phrase);
  return (
    <span className="simulated-figure caption">
      <span>
        <span className="figure-name">simulated </span>
        {correlation(score.correlation)}
      </span>
      {picked ? <span>{placeWords(picked)}</span> : null}
    </span>
  );
}

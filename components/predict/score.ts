import { sum } from 'd3-array';
import { leads, mainOf } from '@/lib/explainer/name';
import type { ExplainerRecord } from '@/lib/store/records';
import type { Verdict } from '@/lib/words';
import { isOf, type KeptGuess, type Series } from './guesses';

/** How many of some questions were right: about whether anything changes, and about the word as well. */
export interface Score {
  change: number;
  word: number;
  of: number;
}

/** Scores on the questions that a reader has guessed and seen the answers of. */
export interface Scores {
  questions: number;
  reader: Score;
  others: { explainer: ExplainerRecord; score: Score }[];
  chance: Score;
}

/** Those whom a reader is held against: self, other, and what can be had without reading what was done. */
export function rivalsOf(explainers: readonly ExplainerRecord[]): ExplainerRecord[] {
  const control = mainOf('no-vector', explainers) ?? explainers.find(leads);
  return [mainOf('self', explainers), mainOf('other', explainers), control].filter((e) => e !== undefined);
}

const scoreOf = (verdicts: readonly Verdict[]): Score => ({
  change: verdicts.filter((verdict) => verdict === 'right' || verdict === 'partly').length,
  word: verdicts.filter((verdict) => verdict === 'right').length,
  of: verdicts.length,
});

/** The reader beside rivals and chance, on the same questions; an explainer that was not asked one of them is scored on the rest. */
export function scoresOf(
  guesses: readonly KeptGuess[],
  series: Series,
  explainers: readonly ExplainerRecord[],
): Scores {
  const judged = guesses.flatMap((guess) => (isOf(series, guess) && guess.judged ? [guess.judged] : []));
  return {
    questions: judged.length,
    reader: scoreOf(judged.map(({ verdict }) => verdict)),
    others: rivalsOf(explainers).map((explainer) => ({
      explainer,
      score: scoreOf(judged.flatMap(({ others }) => others[explainer.id] ?? [])),
    })),
    // A coin is right about every other change.
    chance: {
      change: judged.length / 2,
      word: sum(judged, ({ chance }) => chance),
      of: judged.length,
    },
  };
}

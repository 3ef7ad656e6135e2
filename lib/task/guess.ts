import { mean } from 'd3-array';
import type { Verdict } from '@/lib/words';
import type { AnyTask, OpenQuestion } from './task';

/** A word that a reader predicted, as its task judges it. */
export interface Guess {
  word: string;
  /** The explanation that it stands for. */
  said: string;
  verdict: Verdict;
  /** How likely chance would have been right. */
  chance: number;
}

interface Measured {
  body: unknown;
  truth: unknown;
  detail: unknown;
}

/** A question as it is put to a reader who predicts; null where its task has nothing to predict. */
export const openQuestion = (task: AnyTask, { body, truth, detail }: Measured): OpenQuestion | null =>
  task.prediction?.open(body, truth, detail) ?? null;

/** A predicted word by the judge of its task; null where that has nothing to predict. */
export function judgeGuess(task: AnyTask, word: string, measured: Measured): Guess | null {
  const { prediction } = task;
  const open = openQuestion(task, measured);
  if (!prediction || !open) return null;
  const judge = (guessed: string) => {
    const said = prediction.said(guessed, measured.truth);
    return { said, verdict: task.judge(said, measured.truth).verdict };
  };
  return { word, ...judge(word), chance: chanceOf(open, (guessed) => judge(guessed).verdict === 'right') };
}

/** A coin says whether anything changes; where it does, a die takes one of the words that stand in the question. */
const chanceOf = ({ own, words }: OpenQuestion, isRight: (word: string) => boolean): number =>
  (Number(isRight(own)) + (mean(words, (word) => Number(isRight(word))) ?? 0)) / 2;

import { count } from '@/components/format/number';
import { explainerWord } from '@/lib/explainer/name';
import type { ExplainerRecord, ModelRecord, RunRecord } from '@/lib/store/records';

/** What a run made, in a few words: the name of a model, or who an explainer is to its target. */
export function madeWords(
  run: RunRecord,
  model: ModelRecord | null,
  explainer: ExplainerRecord | null,
): string {
  if (model) return model.name;
  if (explainer) return `${explainerWord(explainer)} of ${explainer.targetId}`;
  return run.subjectId;
}

/** The same at the end of a line, where there is little room: `self 8,000`. */
export const lineWords = (
  run: RunRecord,
  model: ModelRecord | null,
  explainer: ExplainerRecord | null,
): string =>
  explainer
    ? `${explainerWord(explainer)} ${count(explainer.trainExamples ?? 0)}`
    : madeWords(run, model, explainer);

/** What curves of a run are called. */
const CURVES: Readonly<Record<string, string>> = {
  loss: 'training',
  heldOut: 'held out',
  heldOutWrong: 'held out, answered wrong',
};

export const curveName = (name: string): string => CURVES[name] ?? name;

/** Curves that are losses of the same questions, and so stand in one plot. */
export const LOSSES = ['loss', 'heldOut'] as const;

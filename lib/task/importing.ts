/** The model that imported questions are about, as far as a line of a file can be held to it. */
export interface ImportTarget {
  layers: number;
  dModel: number;
  /** A text as the target reads it: display forms of its tokens, leading space kept, and their ids. */
  read(text: string): { tokens: string[]; ids: number[] };
}

/**
 * How the files of the paper (docs/METHOD.md) are read as questions and explanations of a task. What it throws is the reason
 * why a line is left out, in a few words.
 */
export interface Importing<Body, Truth, Detail> {
  /** A question of a line, with what was measured elsewhere. */
  question(row: unknown, target: ImportTarget): { body: Body; truth: Truth; detail: Detail };
  /** What predictions can tell of the question that they answer: those of one question share a key. */
  key(body: Body, truth: Truth): string;
  /** An explanation of a line, and the question that it is of. */
  prediction(row: unknown, target: ImportTarget): { key: string; said: string };
  /** The explanation that what was predicted stands for, as the judge of the task reads it. */
  explanation(said: string): string;
}

/** A text as it is compared: spaces at its ends and between its words count for nothing. */
export const plainText = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** A key of what makes a question one. */
export const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts);

/**
 * What was predicted: a text, or of several the first.
 * @throws Error where there is none
 */
export function firstLabel(predicted: string | readonly string[]): string {
  const label = typeof predicted === 'string' ? predicted : predicted[0];
  if (label === undefined) throw new Error('predicted_label: the list is empty');
  return label;
}

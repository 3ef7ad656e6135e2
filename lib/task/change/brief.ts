import { changedTo, unchangedFrom, type Change } from './answer';

/** Whether the output changes, and the word, in two words: the verdict is the first token that is said, right before the word. */
export const briefChange = ({ changed, before, after }: Change): string =>
  changed ? `changed ${after.output.trim()}` : `unchanged ${before.output.trim()}`;

/** The sentence that brief words stand for; what is not of their form stays as it was said. */
export function expandChange(said: string): string {
  const [, verdict, word] = /^(changed|unchanged) (.+)$/.exec(said.trim()) ?? [];
  if (verdict === undefined || word === undefined) return said;
  return verdict === 'changed' ? changedTo(word) : unchangedFrom(word);
}

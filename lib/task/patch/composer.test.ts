import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { changedTo, unchangedFrom } from '../change/answer';
import type { Posed } from '../task';
import { patch } from '.';
import type { PatchBody, PatchTruth } from './body';
import { composer } from './composer';

type Item = Posed<PatchBody, PatchTruth>;

/** What the target would say: a word for each relation and subject. */
const said = (relation: string, subject: string) => `${relation}-of-${subject}`;
const RELATIONS = ['capital', 'currency', 'language'];
const random = new Random(5);
/** A vector in which a relation stands, with noise. */
const holding = (relation: string) =>
  Float32Array.from(
    { length: 8 },
    (_, i) => 5 * Number(i === RELATIONS.indexOf(relation)) + random.normal() / 4,
  );

function item(positionType: PatchBody['positionType'], i: number): Item {
  const [relation, other] = [RELATIONS[i % 3]!, RELATIONS[(i + 1) % 3]!];
  const [subject, source] = [`place ${i}`, `town ${i}`];
  const word = positionType === 'relation' ? said(other, subject) : said(relation, subject);
  return {
    body: {
      ...patch.own!.body({ x: `The ${relation} of ${subject} is`, s: `The ${other} of ${source} is` }),
      relation,
      positionType,
      layers: [1],
      subject,
      sourceSubject: source,
    },
    truth: {
      original: { output: said(relation, subject), top: [] },
      patched: { output: word, top: [] },
      changed: positionType === 'relation',
      effect: 0,
      sourceOutput: said(other, source),
    },
    given: { ids: [], vector: holding(other) },
    recall: said,
  };
}

const items = (positionType: PatchBody['positionType'], from: number, count: number) =>
  Array.from({ length: count }, (_, i) => item(positionType, from + i));

describe('the composer', () => {
  const { say } = composer.make([...items('relation', 0, 60), ...items('last', 0, 30)]);

  it('reads which relation a vector holds, and says what the target says of the text’s subject under it', () => {
    for (const asked of items('relation', 100, 12))
      expect(say(asked)).toBe(changedTo(asked.truth.patched.output));
  });

  it('says that nothing changes at other tokens, and where the target says nothing of such a fact', () => {
    const [last] = items('last', 200, 1);
    expect(say(last!)).toBe(unchangedFrom(last!.truth.original.output));
    const [unknown] = items('relation', 300, 1);
    expect(say({ ...unknown!, recall: () => null })).toBe(unchangedFrom(unknown!.truth.original.output));
  });
});

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseFacts } from '@/lib/corpus/facts';
import { conceptKind } from '@/lib/measure/features/concepts';
import { NotedCorpus, type NotedRow } from '@/lib/measure/features/corpus';
import { exemplarsOf, rowStarts } from '@/lib/measure/features/exemplars';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { LINE_UP, lineUp, pick } from './line-up';
import { conceptsIn, holdsOn, readPhrase, type FeatureText } from './phrase';
import { phraseOf, simulate, textsOf } from './simulator';
import { firesOn, makesSay } from './wordings';

const text = (tokens: string[], activations: number[], notes?: [string, number, number][]): FeatureText => ({
  tokens,
  activations,
  at: 0,
  ...(notes && { notes }),
});

const rome = text([' The', ' capital', ' of', ' Rome', '.'], [0, 1, 0, 3, 0], [['a city', 3, 4]]);

describe('a phrase', () => {
  const holds = (phrase: string, on = rome) => holdsOn(readPhrase(phrase)!, on);

  it('holds where its concepts do, joined from left to right', () => {
    expect(holds('“Rome”')).toEqual([false, false, false, true, false]);
    expect(holds('after “of” or an article')).toEqual([true, false, false, true, false]);
    expect(holds('a capitalised word but not an article')).toEqual([false, false, false, true, false]);
    expect(holds('an article or a city and “The”')).toEqual([true, false, false, false, false]);
    expect(readPhrase('a number or a form of be, have or do and “is”')?.concepts).toEqual([
      'a number',
      'a form of be, have or do',
      '“is”',
    ]);
    expect(holds('a city')).toEqual([false, false, false, true, false]);
  });

  it('is none where a part of it is no concept', () => {
    for (const words of ['names of rivers', '“Aceee', '', 'a city and', 'in a later part of a word'])
      expect(readPhrase(words)).toBeNull();
  });

  it('is read of letters alone where a text carries no notes', () => {
    const bare = text(rome.tokens, rome.activations);
    expect(holds('“Rome”', bare)).toEqual([false, false, false, true, false]);
    expect(holds('“Rome” or a city', bare)).toBeNull();
  });
});

describe('the simulator', () => {
  it('is the correlation of what a phrase predicts with the activations, over all tokens of all texts', () => {
    const other = text([' Lima', ' Rome'], [1, 2]);
    const predicted = [0, 0, 0, 1, 0, 0, 1];
    const activations = [0, 1, 0, 3, 0, 1, 2];
    expect(simulate('“Rome”', [rome, other])).toEqual({
      kind: 'scored',
      correlation: expect.closeTo(pearson(predicted, activations), 10) as number,
      held: 2,
      tokens: 7,
    });
  });

  it('says nothing of words that are no phrase, and 0 of a phrase that holds of no token', () => {
    expect(simulate('rivers', [rome])).toEqual({ kind: 'unknown', why: 'no-phrase' });
    expect(simulate('a city', [text([' a'], [1])])).toEqual({ kind: 'unknown', why: 'not-noted' });
    expect(simulate('“Oslo”', [rome])).toMatchObject({ correlation: 0, held: 0 });
  });

  it('reads the phrase of an explanation as it was said', () => {
    expect(phraseOf(firesOn('“Rome” or a city'))).toBe('“Rome” or a city');
    expect(phraseOf(makesSay(['Rome']))).toBeNull();
  });

  it('takes every text once', () => {
    expect(textsOf({ top: [rome, rome], samples: [[rome], [text([' a'], [1])]] })).toHaveLength(2);
  });

  it('offers the concepts that hold where a feature fires', () => {
    expect(conceptsIn([rome])).toEqual(
      expect.arrayContaining(['a city', '“Rome”', 'after “of”', '“capital”']),
    );
    expect(conceptsIn([rome])).not.toContain('“.”');
  });
});

describe('concepts that are noted when texts are written', () => {
  let rows: NotedRow[];
  beforeAll(async () => {
    const corpus = new NotedCorpus({
      facts: parseFacts(await readFile('data/grouped-facts.tsv', 'utf8')),
      prose: ['The sea is wide and deep.'],
      tokenizer: parseTokenizer(await readFile('test/fixtures/house-a/tokenizer.json', 'utf8')),
    });
    rows = Array.from({ length: 60 }, (_, i) => corpus.row(64, Random.stream(1, i)));
  });

  it('all have a kind, and hold on an exemplar of exactly the tokens that they were noted of', () => {
    const starts = rowStarts(rows);
    rows.forEach(({ concepts }, r) => {
      const position = 1 + (r % (concepts.length - 1));
      const firing = {
        tokens: Int32Array.of(starts[r]! + position - 1),
        values: Float32Array.of(1),
      };
      const [one] = exemplarsOf(rows, starts, firing, new Random(1)).top;
      const own = concepts.slice(position - one!.at, position - one!.at + one!.tokens.length);
      for (const name of new Set(own.flat())) {
        expect(conceptKind(name), name).not.toBeNull();
        expect(holdsOn(readPhrase(name)!, one!), name).toEqual(own.map((all) => all.includes(name)));
      }
    });
  });
});

describe('a line-up', () => {
  const others = Array.from({ length: 30 }, (_, i) => `q${i}`);

  it('follows from the question alone, and has it among four others', () => {
    const ids = lineUp('own', others);
    expect(ids).toHaveLength(LINE_UP);
    expect(new Set(ids).size).toBe(LINE_UP);
    expect(ids).toContain('own');
    expect(lineUp('own', [...others].reverse())).toEqual(ids);
    expect(lineUp('another', others)).not.toEqual(ids);
    expect(lineUp('own', ['q0'])).toHaveLength(2);
  });

  it('is won by a phrase that goes with its feature better than with the others', () => {
    const cards = [[text([' Lima', ' a'], [2, 0])], [text([' Rome', ' a'], [2, 0])], [text([' a'], [2])]];
    expect(pick('“Rome”', cards, 1)).toEqual({ rank: 1, fits: [0, expect.closeTo(1, 10), 0] });
    expect(pick('“Rome”', cards, 0)?.rank).toBe(2.5);
    expect(pick('“a”', cards, 0)?.rank).toBe(2);
    expect(pick('rivers', cards, 0)).toBeNull();
  });
});

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
  const product = (x: readonly number[], y: readonly number[]) =>
    mean(x.map((value, i) => (value - mean(x)) * (y[i]! - mean(y))));
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

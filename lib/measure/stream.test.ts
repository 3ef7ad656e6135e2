import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFolder } from '@/lib/engine/node-folder';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { testRuntime } from '@/test/support/evaluate-graph';
import { compareVectors } from './compare';
import { measureEdit, writeWithEdit } from './edited';
import { lensWords } from './lens';
import { entropy, readStream, vectorAt } from './stream';

const FOLDER = path.join('test', 'fixtures', 'house-a');
const engine = await loadFolder(testRuntime(), FOLDER);
const tokenizer = parseTokenizer(await readFile(path.join(FOLDER, 'tokenizer.json'), 'utf8'));
afterAll(() => engine.dispose());

const france = await readStream(engine, tokenizer, 'The capital of France is');
const peru = await readStream(engine, tokenizer, 'The capital of Peru is');
const last = { layer: engine.info.layers, position: france.tokens.length - 1 };

describe('the residual stream of a text', () => {
  it('has a site for every layer and token, with what the lens says of its vector', async () => {
    expect(france.tokens.join('')).toBe(' The capital of France is');
    expect(france.layers).toHaveLength(engine.info.layers + 1);
    for (const layer of france.layers) {
      const vectors = france.tokens.map((_, position) => vectorAt(france, { layer, position }));
      const words = await lensWords(engine, tokenizer, vectors);
      expect(france.sites[layer]!.map(({ lens }) => lens.output)).toEqual(words);
      france.sites[layer]!.forEach(({ norm }, position) =>
        expect(norm).toBeCloseTo(Math.hypot(...vectors[position]!), 5),
      );
    }
  });

  it('ends in what the model says', () => {
    expect(france.next.output).toBe(' Paris');
    const top = france.sites.at(-1)!.at(-1)!;
    top.lens.top.forEach(({ token, probability }, i) => {
      expect(token).toBe(france.next.top[i]!.token);
      expect(probability).toBeCloseTo(france.next.top[i]!.probability, 3);
    });
  });

  it('of no text, or of one that is too long, is refused in one line', async () => {
    await expect(readStream(engine, tokenizer, '')).rejects.toThrow('write at least one word');
    await expect(readStream(engine, tokenizer, 'a '.repeat(400))).rejects.toThrow(
      /^the text has \d+ tokens; \d+ fit/,
    );
  });

  it('is as undecided as its distribution: ln n where all n tokens are equal, nothing where one is certain', () => {
    expect(entropy(new Float32Array(8))).toBeCloseTo(Math.log(8), 6);
    expect(entropy(new Float32Array([0, 200, 0]))).toBeCloseTo(0, 6);
  });
});

describe('an edit of a stream', () => {
  const { position } = last;

  it('that puts the vector of another text at the last site makes the model say what that one says', async () => {
    const vector = vectorAt(peru, { ...last, position: peru.tokens.length - 1 });
    const outcome = await measureEdit(engine, tokenizer, france.text, { ...last, kind: 'replace', vector });
    expect(outcome).toMatchObject({ changed: true, original: france.next });
    expect(outcome.edited.output).toBe(peru.next.output);
    expect(outcome.effect).toBeGreaterThan(1);
  });

  it('that puts back what stood there, or adds nothing, changes nothing', async () => {
    const site = { layer: 2, position };
    for (const edit of [
      { ...site, kind: 'replace', vector: vectorAt(france, site) } as const,
      { ...site, kind: 'add', vector: new Float32Array(engine.info.dModel) } as const,
    ]) {
      const { changed, effect, edited } = await measureEdit(engine, tokenizer, france.text, edit);
      expect(changed).toBe(false);
      expect(effect).toBeCloseTo(0, 4);
      expect(edited.output).toBe(' Paris');
    }
  });

  it('is written on beside the text as it is, and told as it comes', async () => {
    const site = { layer: 0, position: france.tokens.indexOf(' France') };
    const vector = vectorAt(peru, { ...site, position: peru.tokens.indexOf(' Peru') });
    const told: string[] = [];
    const [without, edited] = await writeWithEdit(
      engine,
      tokenizer,
      france.text,
      { ...site, kind: 'replace', vector },
      { maxNewTokens: 6, onText: ([plain]) => told.push(plain) },
    );
    expect(without.startsWith(' Paris')).toBe(true);
    expect(edited).not.toBe(without);
    expect(told.at(-1)).toBe(without);
    const outcome = await measureEdit(engine, tokenizer, france.text, { ...site, kind: 'replace', vector });
    expect(edited.startsWith(outcome.edited.output)).toBe(true);
  });

  it('stops being written between two tokens', async () => {
    const stop = new AbortController();
    const writing = writeWithEdit(
      engine,
      tokenizer,
      france.text,
      { ...last, kind: 'add', vector: new Float32Array(engine.info.dModel) },
      { maxNewTokens: 20, signal: stop.signal, onText: () => stop.abort(new Error('cancelled')) },
    );
    await expect(writing).rejects.toThrow('cancelled');
  });
});

describe('two vectors', () => {
  it('are compared by angle, distance and what the lens reads off their difference', async () => {
    const [a, b] = [vectorAt(france, last), vectorAt(peru, last)];
    const { cosine, distance, lens } = await compareVectors(engine, tokenizer, a, b);
    expect(cosine).toBeGreaterThan(-1);
    expect(cosine).toBeLessThan(1);
    expect(distance).toBeCloseTo(Math.hypot(...a.map((x, i) => x - b[i]!)), 4);
    const [word] = await lensWords(engine, tokenizer, [a.map((x, i) => x - b[i]!)]);
    expect(lens!.output).toBe(word);
  });

  it('that are the same have no difference to read, and nothing has no direction', async () => {
    const a = vectorAt(france, last);
    const same = await compareVectors(engine, tokenizer, a, a);
    expect(same.cosine).toBeCloseTo(1, 5);
    expect(same).toMatchObject({ distance: 0, lens: null });
    const nothing = new Float32Array(engine.info.dModel);
    expect((await compareVectors(engine, tokenizer, a, nothing)).cosine).toBeNull();
  });
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { initialProjection, project } from '@/lib/model/projection';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import { generateText, promptOf } from './generate-text';
import { loadFolder } from './node-folder';

const FOLDER = path.join('test', 'fixtures', 'house-a');
const engine = await loadFolder(testRuntime(), FOLDER);
const tokenizer = parseTokenizer(await readFile(path.join(FOLDER, 'tokenizer.json'), 'utf8'));
afterAll(() => engine.dispose());

describe('a text', () => {
  it('is continued as its tokens are, and told as it comes', async () => {
    const told: string[] = [];
    const { rows } = await generateText(engine, tokenizer, ['The capital of France is'], {
      maxNewTokens: 6,
      onText: (_, text) => told.push(text),
    });
    expect(rows[0]!.text.trim().startsWith('Paris')).toBe(true);
    expect(told.at(-1)).toBe(rows[0]!.text);
    expect(told).toHaveLength(rows[0]!.ids.length);
    expect(rows[0]!.logProbabilities).toHaveLength(rows[0]!.ids.length);
  });

  it('ends before a stop string, wherever the tokens are cut', async () => {
    const prompt = ['The capital of France is'];
    const free = await generateText(engine, tokenizer, prompt, { maxNewTokens: 12 });
    const text = free.rows[0]!.text;
    const stop = text.slice(3, 6);
    const { rows } = await generateText(engine, tokenizer, prompt, {
      maxNewTokens: 12,
      stopStrings: [stop, 'zzz'],
    });
    expect(rows[0]!.text).toBe(text.slice(0, text.indexOf(stop)));
    expect(rows[0]!.ids.length).toBeLessThan(free.rows[0]!.ids.length);
  });

  it('takes continuous tokens between its words: an embedding in its own place changes nothing', async () => {
    const parts = ['The capital of', ' France', ' is'];
    const ids = tokenizer.encode(' France');
    const whole = promptOf(tokenizer, parts);
    const position = whole.ids.indexOf(ids[0]!);
    const { resid } = await engine.trace([whole.ids], { hooks: ['resid'] });
    const width = engine.info.dModel;
    const vector = resid!.data.slice(position * width, (position + 1) * width);
    const options = { maxNewTokens: 4 };
    const words = await generateText(engine, tokenizer, parts, options);
    const mixed = await generateText(engine, tokenizer, ['The capital of', { vector }, ' is'], options);
    expect(mixed.rows[0]!.ids).toEqual(words.rows[0]!.ids);
    const other = await generateText(
      engine,
      tokenizer,
      ['The capital of', { vector: new Float32Array(width) }, ' is'],
      options,
    );
    expect(other.rows[0]!.logProbabilities).not.toEqual(words.rows[0]!.logProbabilities);
  });

  it('takes vectors of another width through the projection of their layer', async () => {
    const { dModel } = engine.info;
    const settings = { width: 3, layers: [1, 2] };
    const random = new Random(1);
    const projections = initialProjection(dModel, settings, () => random.normal());
    const vector = Float32Array.of(1, -2, 3);
    const options = { maxNewTokens: 2, projections };
    const [one, two] = await Promise.all(
      [1, 2].map((layer) => generateText(engine, tokenizer, ['Of', { vector, layer }, ' is'], options)),
    );
    const own = project(projections, [1], vector);
    const same = await generateText(engine, tokenizer, ['Of', { vector: own }, ' is'], options);
    expect(one!.rows).toEqual(same.rows);
    expect(two!.rows[0]!.logProbabilities).not.toEqual(one!.rows[0]!.logProbabilities);
    const lost = generateText(engine, tokenizer, [{ vector, layer: 3 }, 'is'], options);
    await expect(lost).rejects.toThrow('no projection of vectors from layer 3');
  });
});

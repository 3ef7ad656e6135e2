import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { tinyEngine } from '@/test/support/llama-tiny';
import { argmax, logSumExp } from './logits';
import { sampleToken, type Sampling } from './sampling';

const engine = tinyEngine();
afterAll(() => engine.dispose());

const { vocab, dModel, maxPositions } = engine.info;
const random = new Random(11);
const tokens = (length: number) => Array.from({ length }, () => random.integer(vocab));
const vector = Float32Array.from({ length: dModel }, () => 4 * random.normal());

describe('decoding with kept keys and values', () => {
  it('gives the log-probabilities of a plain forward pass, whatever the lengths of the prompts', async () => {
    const prompts = [
      { ids: tokens(9) },
      { ids: tokens(1) },
      { ids: tokens(5), vectors: [{ position: 2, vector }] },
      { ids: tokens(6), edits: [{ layers: [1], position: 3, vector, kind: 'add' as const }] },
    ];
    const { rows } = await engine.generate(prompts, { maxNewTokens: 6, stopIds: [] });
    for (const [i, { ids, vectors = [], edits = [] }] of prompts.entries()) {
      const row = rows[i]!;
      expect(row.ids).toHaveLength(6);
      const all = [...vectors.map((v) => ({ ...v, layers: [0] })), ...edits].map((e) => ({ ...e, row: 0 }));
      const { logits } = await engine.intervene([[...ids, ...row.ids]], all, { logits: 'all' });
      row.ids.forEach((id, step) => {
        const at = (ids.length - 1 + step) * vocab;
        const plain = logits!.data.subarray(at, at + vocab);
        expect(argmax(plain)).toBe(id);
        expect(Math.abs(row.logProbabilities[step]! - (plain[id]! - logSumExp(plain)))).toBeLessThan(1e-4);
      });
    }
  });

  it('goes on with the rows that are left when others end', async () => {
    const prompts = [{ ids: tokens(4) }, { ids: tokens(7) }, { ids: tokens(maxPositions - 2) }];
    const alone = await Promise.all(
      prompts.map((prompt) => engine.generate([prompt], { maxNewTokens: 8, stopIds: [] })),
    );
    const stop = alone[0]!.rows[0]!.ids[1]!;
    const { rows } = await engine.generate(prompts, { maxNewTokens: 8, stopIds: [stop] });
    const before = (ids: number[]) => (ids.includes(stop) ? ids.slice(0, ids.indexOf(stop)) : ids);
    expect(rows.map((row) => row.ids)).toEqual(alone.map((result) => before(result.rows[0]!.ids)));
    expect(rows[2]!.ids.length).toBeLessThanOrEqual(2);
  });
});

describe('sampling', () => {
  const sampling: Sampling = { temperature: 1, seed: 3 };

  it('draws the same tokens from the same seed, whatever else is in the batch', async () => {
    const prompts = [{ ids: tokens(3) }, { ids: tokens(8) }];
    const options = { maxNewTokens: 6, stopIds: [], sampling, samples: 3 };
    const { rows } = await engine.generate(prompts, options);
    expect(rows).toHaveLength(6);
    const alone = await engine.generate(prompts.slice(0, 1), options);
    expect(alone.rows.map((row) => row.ids)).toEqual(rows.slice(0, 3).map((row) => row.ids));
    expect(new Set(rows.map((row) => row.ids.join())).size).toBe(6);
    const other = await engine.generate(prompts, { ...options, sampling: { ...sampling, seed: 4 } });
    expect(other.rows.map((row) => row.ids)).not.toEqual(rows.map((row) => row.ids));
  });

  it('is greedy at temperature 0 and with the single most likely token', async () => {
    const prompts = [{ ids: tokens(5) }];
    const greedy = await engine.generate(prompts, { maxNewTokens: 5, stopIds: [] });
    for (const setting of [
      { temperature: 0, seed: 9 },
      { temperature: 2, topK: 1, seed: 9 },
      { temperature: 1, topP: 1e-6, seed: 9 },
    ]) {
      const drawn = await engine.generate(prompts, { maxNewTokens: 5, stopIds: [], sampling: setting });
      expect(drawn.rows[0]!.ids).toEqual(greedy.rows[0]!.ids);
    }
  });

  const logits = Float32Array.from([2, 1, 0, -1, -2]);
  const frequencies = (setting: Partial<Sampling>) => {
    const source = new Random(1);
    const counts = new Array<number>(logits.length).fill(0);
    for (let i = 0; i < 20_000; i++)
      counts[sampleToken(logits, { temperature: 1, seed: 0, ...setting }, source)]! += 1 / 20_000;
    return counts;
  };
  const softmax = (values: number[]) => {
    const total = logSumExp(values);
    return values.map((value) => Math.exp(value - total));
  };

  it.each([
    ['the distribution of the logits', {}, softmax([2, 1, 0, -1, -2])],
    ['a flatter one at a higher temperature', { temperature: 2 }, softmax([1, 0.5, 0, -0.5, -1])],
    ['the most likely k alone', { topK: 2 }, [...softmax([2, 1]), 0, 0, 0]],
    // 0.64 + 0.23 = 0.87 is the first sum that reaches 0.8.
    ['the fewest that reach p', { topP: 0.8 }, [...softmax([2, 1]), 0, 0, 0]],
    ['of both limits the tighter', { topK: 3, topP: 0.999 }, [...softmax([2, 1, 0]), 0, 0]],
  ])('draws from %s', (_, setting, expected) => {
    const counts = frequencies(setting);
    counts.forEach((count, i) => expect(Math.abs(count - expected[i]!)).toBeLessThan(0.012));
  });

  it.each([
    ['a negative temperature', { temperature: -1 }, 'the temperature must be'],
    ['no temperature', { temperature: NaN }, 'the temperature must be'],
    ['no tokens', { topK: 0 }, 'top-k must be'],
    ['more than everything', { topP: 1.5 }, 'top-p must be'],
    ['half a seed', { seed: 0.5 }, 'the seed must be'],
  ])('refuses %s by name', async (_, setting, message) => {
    const options = { maxNewTokens: 1, stopIds: [], sampling: { ...sampling, ...setting } };
    await expect(engine.generate([{ ids: [1] }], options)).rejects.toThrow(message);
  });
});

describe('tokens as they come', () => {
  it('are those of the result; a row that is told to end does, and the others go on', async () => {
    const prompts = [{ ids: tokens(3) }, { ids: tokens(4) }];
    const whole = await engine.generate(prompts, { maxNewTokens: 5, stopIds: [] });
    const seen: number[][] = [[], []];
    const { rows } = await engine.generate(prompts, {
      maxNewTokens: 5,
      stopIds: [],
      onStep(step) {
        for (const { row, id } of step) seen[row]!.push(id);
        return seen[1]!.length === 2 ? [1] : [];
      },
    });
    expect(rows.map((row) => row.ids)).toEqual([whole.rows[0]!.ids, whole.rows[1]!.ids.slice(0, 2)]);
    expect(seen).toEqual(rows.map((row) => row.ids));
  });

  it('stop coming when the signal says so, also before the first', async () => {
    const stop = new AbortController();
    let steps = 0;
    const options = { maxNewTokens: 50, stopIds: [], signal: stop.signal };
    const stopped = engine.generate([{ ids: tokens(3) }], {
      ...options,
      onStep() {
        if (++steps === 3) stop.abort(new Error('enough'));
        return [];
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(steps).toBe(3);
    await expect(engine.generate([{ ids: [1] }], options)).rejects.toThrow('enough');
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { initialAdapter, mergeAdapter } from '@/lib/model/lora';
import { testRuntime } from '@/test/support/evaluate-graph';
import { largestDifference, tinyEngine, tinyModel } from '@/test/support/llama-tiny';
import type { Edit, FloatTensor } from './engine';
import { argmax, logSumExp } from './logits';
import { createEngine } from './session-engine';

const engine = tinyEngine();
afterAll(() => engine.dispose());

const { layers, vocab, maxPositions, dModel } = engine.info;
const random = new Random(5);
const tokens = (length: number) => Array.from({ length }, () => random.integer(vocab));

function vectorAt({ data, shape }: FloatTensor, layer: number, row: number, position: number): Float32Array {
  const [, batch, length, width] = shape as [number, number, number, number];
  const from = ((layer * batch + row) * length + position) * width;
  return data.slice(from, from + width);
}

describe('patching', () => {
  it('a run by itself changes nothing at all, wherever it is done', async () => {
    const ids = tokens(7);
    const rows = ids.map(() => ids);
    const { last, resid } = await engine.trace(rows, { hooks: ['resid'] });
    for (let layer = 0; layer <= layers; layer++) {
      const edits = ids.map((_, position) => ({
        row: position,
        layers: [layer],
        position,
        vector: vectorAt(resid!, layer, position, position),
      }));
      expect((await engine.intervene(rows, edits)).last.data).toEqual(last.data);
    }
  });

  it('the embedding at every position gives the run of the source', async () => {
    const [text, source] = [tokens(6), tokens(6)];
    const { resid } = await engine.trace([source], { hooks: ['resid'] });
    const edits = text.map((_, position) => ({
      row: 0,
      layers: [0],
      position,
      vector: vectorAt(resid!, 0, 0, position),
    }));
    const patched = await engine.intervene([text], edits, { logits: 'all', hooks: ['resid'] });
    const traced = await engine.trace([source], { logits: 'all' });
    expect(patched.logits!.data).toEqual(traced.logits!.data);
    expect(patched.resid!.data).toEqual(resid!.data);
  });

  it('the last position after the last block gives the next token of the source', async () => {
    const [text, source] = [tokens(9), tokens(5)];
    const traced = await engine.trace([source], { hooks: ['resid'] });
    const vector = vectorAt(traced.resid!, layers, 0, source.length - 1);
    const patched = await engine.intervene([text], [{ row: 0, layers: [layers], position: 8, vector }]);
    expect(largestDifference(patched.last.data, traced.last.data)).toBeLessThan(1e-5);
  });

  it('one row leaves the others alone', async () => {
    const rows = [tokens(6), tokens(6), tokens(6)];
    const plain = await engine.trace(rows);
    const vector = new Float32Array(dModel).fill(3);
    const patched = await engine.intervene(rows, [{ row: 1, layers: [1], position: 2, vector }]);
    const row = (x: FloatTensor, r: number) => x.data.subarray(r * vocab, (r + 1) * vocab);
    expect(largestDifference(row(patched.last, 0), row(plain.last, 0))).toBeLessThan(1e-5);
    expect(largestDifference(row(patched.last, 1), row(plain.last, 1))).toBeGreaterThan(0.1);
    expect(largestDifference(row(patched.last, 2), row(plain.last, 2))).toBeLessThan(1e-5);
  });

  it('several layers in one edit is the same as an edit for each', async () => {
    const ids = tokens(5);
    const vector = Float32Array.from({ length: dModel }, () => random.normal());
    const together = await engine.intervene([ids], [{ row: 0, layers: [0, 2], position: 1, vector }]);
    const apart = await engine.intervene(
      [ids],
      [2, 0].map((layer) => ({ row: 0, layers: [layer], position: 1, vector })),
    );
    expect(together.last.data).toEqual(apart.last.data);
  });
});

describe('a batch', () => {
  it('of rows of different lengths gives each what it gets alone: padding is never read', async () => {
    const rows = [tokens(3), tokens(11), tokens(1), tokens(7)];
    const batch = await engine.trace(rows, { logits: 'all', hooks: ['resid', 'attention'] });
    for (const [r, ids] of rows.entries()) {
      const alone = await engine.trace([ids], { logits: 'all', hooks: ['resid'] });
      const last = batch.last.data.subarray(r * vocab, (r + 1) * vocab);
      expect(largestDifference(last, alone.last.data)).toBeLessThan(1e-5);
      expect(
        largestDifference(
          batch.logits!.data.subarray(r * 11 * vocab, (r * 11 + ids.length) * vocab),
          alone.logits!.data,
        ),
      ).toBeLessThan(1e-5);
      ids.forEach((_, position) => {
        for (let layer = 0; layer <= layers; layer++)
          expect(
            largestDifference(
              vectorAt(batch.resid!, layer, r, position),
              vectorAt(alone.resid!, layer, 0, position),
            ),
          ).toBeLessThan(1e-5);
      });
    }
  });

  it('larger than one run holds is cut, its edits with it, and gives the same', async () => {
    const rows = Array.from({ length: 400 }, () => tokens(maxPositions));
    const vector = new Float32Array(dModel).fill(2);
    // 400 rows of 24 tokens are more than 8192: the cut is after row 341.
    const edited = [0, 340, 341, 399];
    const edits: Edit[] = edited.map((row) => ({ row, layers: [1], position: 20, vector }));
    const { last } = await engine.intervene(rows, edits);
    expect(last.shape).toEqual([400, vocab]);
    for (const row of [0, 1, 340, 341, 342, 399]) {
      const own = edited.includes(row) ? [{ row: 0, layers: [1], position: 20, vector }] : [];
      const alone = await engine.intervene([rows[row]!], own);
      const found = last.data.subarray(row * vocab, (row + 1) * vocab);
      expect(largestDifference(found, alone.last.data)).toBeLessThan(1e-5);
    }
    await expect(engine.trace(rows, { hooks: ['resid'] })).rejects.toThrow(
      'at most 341 rows of 24 tokens fit in one run with hooks or all logits, not 400',
    );
  });
});

describe('bad input', () => {
  const vector = new Float32Array(dModel);
  it.each<[string, number[][], Partial<Edit>[], string]>([
    ['no rows', [], [], 'the batch is empty'],
    ['a row without tokens', [[1], []], [], 'row 1 has no tokens'],
    [
      'a row that is too long',
      [Array<number>(25).fill(1)],
      [],
      'row 0 has 25 tokens, but the model reads at most 24',
    ],
    ['an id beyond the vocabulary', [[1, 64]], [], 'row 0: 64 is not a token id below 64'],
    ['a negative id', [[-1]], [], 'row 0: -1 is not a token id'],
    ['half an id', [[0.5]], [], 'row 0: 0.5 is not a token id'],
    ['an id that is not a number', [[NaN]], [], 'row 0: NaN is not a token id'],
    ['an edit of a row that is not there', [[1, 2]], [{ row: 1 }], 'an edit is at row 1 of a batch of 1'],
    [
      'an edit after the end',
      [
        [1, 2],
        [1, 2, 3],
      ],
      [{ position: 2 }],
      'an edit is at position 2, but row 0 has 2 tokens',
    ],
    ['an edit before the beginning', [[1, 2]], [{ position: -1 }], 'an edit is at position -1'],
    ['an edit between positions', [[1, 2]], [{ position: 0.5 }], 'an edit is at position 0.5'],
    [
      'a vector of another width',
      [[1]],
      [{ vector: new Float32Array(3) }],
      'the vector of an edit has 3 elements, but d_model is 32',
    ],
    [
      'a layer that is not there',
      [[1]],
      [{ layers: [0, 3] }],
      'an edit is at layer 3, but the model has layers 0 to 2',
    ],
    ['half a layer', [[1]], [{ layers: [0.5] }], 'an edit is at layer 0.5'],
  ])('is refused by name: %s', async (_, ids, edits, message) => {
    const whole = edits.map((edit) => ({ row: 0, layers: [0], position: 0, vector, ...edit }));
    await expect(engine.intervene(ids, whole)).rejects.toThrow(message);
  });
});

describe('greedy generation', () => {
  it('takes the most likely token at each step, with its log-probability', async () => {
    const ids = tokens(4);
    const { rows, provider } = await engine.generate([{ ids }], { maxNewTokens: 5, stopIds: [] });
    expect(provider).toBe('cpu');
    const [row] = rows;
    expect(row!.ids).toHaveLength(5);
    for (const [i, id] of row!.ids.entries()) {
      const { last } = await engine.trace([[...ids, ...row!.ids.slice(0, i)]]);
      expect(argmax(last.data)).toBe(id);
      expect(row!.logProbabilities[i]).toBeCloseTo(last.data[id]! - logSumExp(last.data), 4);
    }
  });

  it('ends a row with a stop token, which is not returned, and goes on with the others', async () => {
    const prompts = [{ ids: tokens(3) }, { ids: tokens(6) }];
    const free = await engine.generate(prompts, { maxNewTokens: 6, stopIds: [] });
    const stop = free.rows[0]!.ids[2]!;
    const before = (row: number[]) => (row.includes(stop) ? row.slice(0, row.indexOf(stop)) : row);
    const stopped = await engine.generate(prompts, { maxNewTokens: 6, stopIds: [stop] });
    expect(stopped.rows.map((row) => row.ids)).toEqual(free.rows.map((row) => before(row.ids)));
    expect(stopped.rows[0]!.ids.length).toBeLessThan(6);
    expect(stopped.rows[0]!.logProbabilities).toHaveLength(stopped.rows[0]!.ids.length);
  });

  it('ends at the length that the model reads, and at the number of tokens allowed', async () => {
    const { rows } = await engine.generate([{ ids: tokens(maxPositions - 2) }, { ids: tokens(2) }], {
      maxNewTokens: 5,
      stopIds: [],
    });
    expect(rows.map((row) => row.ids.length)).toEqual([2, 5]);
  });

  it('of a batch is that of each prompt alone, vectors in their places', async () => {
    const vector = Float32Array.from({ length: dModel }, () => 4 * random.normal());
    const prompts = [
      { ids: tokens(3), vectors: [{ position: 1, vector }] },
      { ids: tokens(8) },
      { ids: tokens(5), vectors: [{ position: 0, vector }] },
    ];
    const options = { maxNewTokens: 4, stopIds: [] };
    const together = await engine.generate(prompts, options);
    for (const [i, prompt] of prompts.entries()) {
      const alone = await engine.generate([prompt], options);
      expect(together.rows[i]!.ids).toEqual(alone.rows[0]!.ids);
    }
    const { last } = await engine.intervene(
      [prompts[0]!.ids],
      [{ row: 0, layers: [0], position: 1, vector }],
    );
    expect(together.rows[0]!.ids[0]).toBe(argmax(last.data));
  });

  it('of nothing is refused', async () => {
    await expect(engine.generate([], { maxNewTokens: 3, stopIds: [] })).rejects.toThrow(
      'nothing to generate',
    );
    await expect(engine.generate([{ ids: [1] }], { maxNewTokens: 0, stopIds: [] })).rejects.toThrow(
      'nothing to generate',
    );
  });
});

describe('small functions', () => {
  it('argmax is the first of equals; logSumExp does not overflow', () => {
    expect(argmax([1, 3, 3, 2])).toBe(1);
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.log(2), 10);
    expect(logSumExp([-1000, -1001])).toBeCloseTo(-1000 + Math.log(1 + Math.exp(-1)), 10);
  });
});

describe('a low-rank adapter', () => {
  const { config, parameters } = tinyModel('untied');
  const uniform = () => random.uniform();
  const adapterOf = (rank: number) => {
    const adapter = initialAdapter(
      config,
      { rank, alpha: 2 * rank, targets: ['q_proj', 'down_proj'] },
      uniform,
    );
    for (const { b } of adapter.modules.values()) b.data.forEach((_, i) => (b.data[i] = random.normal() / 4));
    return adapter;
  };

  it('beside the weights computes what it does merged into them, with several by turns in one session', async () => {
    const ids = [tokens(6), tokens(4)];
    const plain = await engine.trace(ids);
    for (const [name, rank] of [
      ['first', 2],
      ['second', 3],
    ] as const) {
      const adapter = adapterOf(rank);
      await engine.addAdapter(name, adapter);
      const merged = createEngine(testRuntime(), config, mergeAdapter(config, parameters, adapter), name);
      const expected = await merged.trace(ids);
      const { last } = await engine.trace(ids, { adapter: name });
      expect(largestDifference(last.data, expected.last.data)).toBeLessThan(1e-4);
      expect(largestDifference(last.data, plain.last.data)).toBeGreaterThan(1e-2);
      const options = { maxNewTokens: 5, stopIds: [] };
      const prompts = ids.map((row) => ({ ids: row }));
      const own = await merged.generate(prompts, options);
      const shared = await engine.generate(prompts, { ...options, adapter: name });
      expect(shared.rows.map((row) => row.ids)).toEqual(own.rows.map((row) => row.ids));
      await merged.dispose();
    }
    expect((await engine.trace(ids)).last.data).toEqual(plain.last.data);
  });

  it('that is unknown is named, and one that does not fit names the tensor', async () => {
    await expect(engine.trace([[1]], { adapter: 'third' })).rejects.toThrow(
      'the engine has no adapter third',
    );
    const adapter = adapterOf(2);
    adapter.modules.get('model.layers.0.self_attn.q_proj')!.a.shape = [2, 3];
    await expect(engine.addAdapter('bad', adapter)).rejects.toThrow(
      'model.layers.0.self_attn.q_proj.lora_A.weight',
    );
  });
});

describe('hooks', () => {
  it('on attention and MLP outputs add up to the residual stream', async () => {
    const ids = [tokens(5)];
    const { resid, attentionOut, mlpOut } = await engine.trace(ids, {
      hooks: ['resid', 'attentionOut', 'mlpOut'],
    });
    for (let block = 0; block < layers; block++) {
      for (let position = 0; position < 5; position++) {
        const [before, after] = [block, block + 1].map((layer) => vectorAt(resid!, layer, 0, position));
        const [attended, mlp] = [attentionOut!, mlpOut!].map((out) => vectorAt(out, block, 0, position));
        const sum = before!.map((x, i) => x + attended![i]! + mlp![i]!);
        expect(largestDifference(sum, after!)).toBeLessThan(1e-5);
      }
    }
  });

  it('give what an added vector changes: the stream moves by it', async () => {
    const ids = [tokens(5)];
    const vector = Float32Array.from({ length: dModel }, () => random.normal());
    const edit = { row: 0, layers: [1], position: 2, vector, kind: 'add' as const };
    const before = await engine.trace(ids, { hooks: ['resid'] });
    const after = await engine.intervene(ids, [edit], { hooks: ['resid'] });
    const moved = vectorAt(before.resid!, 1, 0, 2).map((x, i) => x + vector[i]!);
    expect(vectorAt(after.resid!, 1, 0, 2)).toEqual(moved);
    expect(vectorAt(after.resid!, 1, 0, 1)).toEqual(vectorAt(before.resid!, 1, 0, 1));
  });
});

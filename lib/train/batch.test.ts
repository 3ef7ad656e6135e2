import { describe, expect, it } from 'vitest';
import { bucket, layOut, layOutParts, type SegmentShape } from './batch';

const shape: SegmentShape = { batch: 2, length: 5, selected: 4, vectors: 2 };
const vector = Float32Array.of(1, 2, 3);

describe('laying examples out', () => {
  it('pads on the right and points at the tokens that predict supervised ones', () => {
    const data = layOut(
      [
        { ids: [10, 11, 12, 13], answerStart: 2, vectors: [{ position: 1, vector, layers: [7] }] },
        { ids: [20, 21], answerStart: 1, name: 'the second' },
      ],
      shape,
      3,
      9,
      0.6,
    );
    expect([...data.ids].map(Number)).toEqual([10, 11, 12, 13, 9, 20, 21, 9, 9, 9]);
    expect([...data.select].map(Number)).toEqual([1, 2, 5, 0]);
    expect([...data.labels].map(Number)).toEqual([12, 13, 21, 0]);
    expect([...data.weights].map((w) => Math.round(w * 1e6) / 1e6)).toEqual([0.2, 0.2, 0.2, 0]);
    expect(data.vectors).toEqual({
      data: Float32Array.of(1, 2, 3, 0, 0, 0),
      index: BigInt64Array.of(0n, 1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n),
      keep: Float32Array.of(1, 0, 1, 1, 1, 1, 1, 1, 1, 1),
      layers: [[7]],
    });
    expect(data.tokens).toBe(6);
    expect(data.names).toEqual(['example 0', 'the second']);
  });

  it('leaves out vectors where the shape has none', () => {
    const data = layOut([{ ids: [1, 2], answerStart: 1 }], { ...shape, vectors: 0 }, 3, 0);
    expect(data.vectors).toBeUndefined();
  });

  it.each<[string, Parameters<typeof layOut>[0], Partial<SegmentShape>, string]>([
    [
      'more examples than rows',
      [1, 2, 3].map(() => ({ ids: [1, 2], answerStart: 1 })),
      {},
      '3 examples do not fit a batch of 2',
    ],
    [
      'too long an example',
      [{ ids: [1, 2, 3, 4, 5, 6], answerStart: 5 }],
      {},
      'example 0 has 6 tokens, but the segment holds 5',
    ],
    [
      'a supervised first token',
      [
        { ids: [1, 2], answerStart: 1 },
        { ids: [1, 2], answerStart: 0 },
      ],
      {},
      'example 1: its first token cannot be supervised',
    ],
    [
      'too many supervised tokens',
      [1, 2].map(() => ({ ids: [1, 2, 3, 4], answerStart: 1 })),
      {},
      'example 1: more than 4 supervised tokens in the segment',
    ],
    [
      'more vectors than there is room for',
      [{ ids: [1, 2], answerStart: 1, vectors: [{ position: 0, vector }] }],
      { vectors: 0 },
      'example 0: more than 0 vectors in the segment',
    ],
    [
      'a vector of another width',
      [{ ids: [1, 2], answerStart: 1, vectors: [{ position: 0, vector: new Float32Array(2) }] }],
      {},
      'example 0: a vector has 2 elements, not 3',
    ],
    [
      'a vector that holds no number',
      [
        {
          ids: [1, 2],
          answerStart: 1,
          vectors: [{ position: 0, vector: Float32Array.of(1, NaN, 0) }],
          name: 'q7',
        },
      ],
      {},
      'q7: its vector is not finite',
    ],
    [
      'a vector after the end',
      [{ ids: [1, 2], answerStart: 1, vectors: [{ position: 2, vector }] }],
      {},
      'example 0: a vector is at position 2, but there are 2 tokens',
    ],
  ])('refuses %s', (_, examples, changes, message) => {
    expect(() => layOut(examples, { ...shape, ...changes }, 3, 0)).toThrow(message);
  });

  it('lets every supervised token weigh the same in parts as in one', () => {
    const examples = [
      { ids: [1, 2, 3], answerStart: 1 },
      { ids: [4, 5, 6], answerStart: 2 },
      { ids: [7, 8], answerStart: 1 },
    ];
    const parts = layOutParts(examples, shape, 2, 3, 0, 0.8);
    expect(parts.map(({ weights }) => [...weights].map((w) => Math.round(w * 1e6) / 1e6))).toEqual([
      [0.2, 0.2, 0.2, 0],
      [0.2, 0, 0, 0],
    ]);
    expect(parts.map(({ tokens }) => tokens)).toEqual([6, 2]);
  });

  it('rounds lengths up to few sizes', () => {
    expect([1, 8, 9, 16].map((length) => bucket(length))).toEqual([8, 8, 16, 16]);
    expect(bucket(9, 4)).toBe(12);
  });
});

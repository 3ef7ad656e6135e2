import { describe, expect, it } from 'vitest';
import type { Stream } from '@/lib/measure/stream';
import { editOf } from './edit';
import { chosenSite } from './sites';

/** A stream of one layer above the embedding: the vector at (layer, position) is [layer, position]. */
const streamOf = (tokens: string[]): Stream => ({
  text: { text: tokens.join(''), ids: tokens.map((_, i) => i), input: tokens.map((_, i) => i), offset: 0 },
  tokens,
  layers: [0, 1],
  sites: [],
  next: { output: '', top: [] },
  resid: {
    data: Float32Array.from([0, 1].flatMap((layer) => tokens.flatMap((_, position) => [layer, position]))),
    shape: [2, 1, tokens.length, 2],
  },
  provider: 'cpu',
});

describe('the chosen site', () => {
  const stream = streamOf(['a', 'b', 'c']);

  it('is the one that the address names, where the text has it', () => {
    expect(chosenSite(stream, { layer: 0, position: 2 })).toEqual({
      cell: { layer: 0, position: 2 },
      stray: null,
    });
  });

  it('is another one where it has not, and the stray one is told', () => {
    const stray = { layer: 7, position: 0 };
    expect(chosenSite(stream, stray)).toEqual({ cell: { layer: 1, position: 2 }, stray });
    expect(chosenSite(stream, null).stray).toBeNull();
  });
});

describe('an edit', () => {
  const first = { stream: streamOf(['a', 'b']), cell: { layer: 1, position: 1 } };
  const second = { stream: streamOf(['c', 'd', 'e']), cell: { layer: 0, position: 2 } };

  it('puts the vector of the first site, scaled, at the second', () => {
    expect(editOf('replace', 1, first, second)).toEqual({
      stream: second.stream,
      edit: { layer: 0, position: 2, kind: 'replace', vector: Float32Array.of(1, 1) },
    });
    expect(editOf('add', -2, first, second).edit).toEqual({
      layer: 0,
      position: 2,
      kind: 'add',
      vector: Float32Array.of(-2, -2),
    });
  });

  it('makes the first site zero, whatever the second is', () => {
    expect(editOf('zero', 3, first, second)).toEqual({
      stream: first.stream,
      edit: { layer: 1, position: 1, kind: 'replace', vector: new Float32Array(2) },
    });
  });
});

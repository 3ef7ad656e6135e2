import { describe, expect, it } from 'vitest';
import { formatKnowledge, parseKnowledge } from './knowledge-file';
import type { KnownFact } from './recall';

const known = (object: string, said: string): KnownFact => ({
  fact: { relation: 'capital', subject: 'Peru', object, source: 'x' },
  exposure: 'frequent',
  said,
  probability: 0.98765,
  right: 4,
});

describe('the table of what a model knows', () => {
  it('is read back as it was written', () => {
    expect(parseKnowledge(formatKnowledge([known('Lima', 'Lima')]))).toEqual([
      {
        relation: 'capital',
        subject: 'Peru',
        object: 'Lima',
        exposure: 'frequent',
        said: 'Lima',
        probability: 0.988,
        right: 4,
      },
    ]);
  });

  it('keeps its cells apart whatever a token holds', () => {
    expect(parseKnowledge(formatKnowledge([known('Lima', 'a\tb\n')]))[0]?.said).toBe('a b ');
  });

  it('that is damaged is refused by its line', () => {
    const text = formatKnowledge([known('Lima', 'Lima'), known('Lima', 'Cusco')]);
    expect(() => parseKnowledge(text.replace('Cusco\t0.988', 'Cusco\tmuch'))).toThrow('line 3');
    expect(() => parseKnowledge('<html>')).toThrow('header');
  });
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { argmax, logSumExp } from '@/lib/engine/logits';
import { loadFolder } from '@/lib/engine/node-folder';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { testRuntime } from '@/test/support/evaluate-graph';
import { ablate, eachToken, parseSpan } from './ablate';

const FOLDER = path.join('test', 'fixtures', 'house-a');
const engine = await loadFolder(testRuntime(), FOLDER);
const tokenizer = parseTokenizer(await readFile(path.join(FOLDER, 'tokenizer.json'), 'utf8'));
afterAll(() => engine.dispose());

const TEXT = 'It is known that the capital of France is';

describe('removing tokens of the input', () => {
  it('is reading the text that was written without them', async () => {
    const ids = tokenizer.encode(TEXT);
    const { tokens, original, removed } = await ablate(engine, tokenizer, TEXT, [
      { from: 0, to: 4 },
      ...eachToken(ids.length),
    ]);
    expect(tokens.join('')).toBe(` ${TEXT}`);
    expect(original.output).toBe(' Paris');
    expect(removed).toHaveLength(ids.length + 1);
    const whole = (await engine.trace([[...tokenizer.prefix, ...ids]])).last.data;
    const best = argmax(whole);
    for (const { span, output, effect, changed } of removed) {
      const rest = ids.filter((_, i) => i < span.from || i >= span.to);
      const { last } = await engine.trace([[...tokenizer.prefix, ...rest]]);
      expect(output).toBe(tokenizer.pieces([argmax(last.data)])[0]);
      expect(changed).toBe(argmax(last.data) !== best);
      const drop = whole[best]! - logSumExp(whole) - (last.data[best]! - logSumExp(last.data));
      expect(effect).toBeCloseTo(drop, 3);
    }
    // The country decides the capital.
    expect(removed.find(({ span }) => tokens[span.from] === ' France')!.effect).toBeGreaterThan(1);
  });

  it('of nothing that is there, or of everything, is refused', async () => {
    await expect(ablate(engine, tokenizer, TEXT, [{ from: 5, to: 99 }])).rejects.toThrow('are no span');
    const length = tokenizer.encode(TEXT).length;
    await expect(ablate(engine, tokenizer, TEXT, [{ from: 0, to: length }])).rejects.toThrow(
      'nothing would be left',
    );
  });
});

describe('a span', () => {
  const tokens = [' The', ' capital', ' of', ' Ber', 'lin', ' is', ' The'];

  it('is named by its tokens or by its words', () => {
    expect(parseSpan('2', tokens)).toEqual({ from: 2, to: 3 });
    expect(parseSpan('3-4', tokens)).toEqual({ from: 3, to: 5 });
    expect(parseSpan('Berlin', tokens)).toEqual({ from: 3, to: 5 });
    expect(parseSpan('capital of', tokens)).toEqual({ from: 1, to: 3 });
    expect(parseSpan(' is', tokens)).toEqual({ from: 5, to: 6 });
    expect(parseSpan('erl', tokens)).toEqual({ from: 3, to: 5 });
  });

  it('that is not there, or there twice, is refused by name', () => {
    expect(() => parseSpan('7', tokens)).toThrow('there are no tokens 7: the text has tokens 0 to 6');
    expect(() => parseSpan('4-3', tokens)).toThrow('there are no tokens 4-3');
    expect(() => parseSpan('Paris', tokens)).toThrow('"Paris" is no part of the text');
    expect(() => parseSpan('The', tokens)).toThrow('more than once');
  });
});

import { readFileSync } from 'node:fs';

import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { trainBpe } from '@/lib/corpus/bpe';
import { parseFacts } from '@/lib/corpus/facts';
import { learnMerges } from '@/lib/corpus/merges';
import { factRow, proseRow } from '@/lib/corpus/rows';
import { tokenizerConfig } from '@/lib/corpus/tokenizer-config';
import { SPECIALS, wholeWords } from '@/lib/corpus/vocabulary';
import { render, WORDINGS } from '@/lib/corpus/wordings';

const facts = parseFacts(readFileSync('data/facts.tsv', 'utf8'));
const texts = facts.map((f): [string, number] => [f.subject, 1]);
const json = trainBpe({ texts, size: 1800, words: wholeWords(facts), specials: SPECIALS });
const tokenizer = new Tokenizer(json, { ...tokenizerConfig() });
const BARE = { add_special_tokens: false };
const encode = (text: string): number[] => tokenizer.encode(text, BARE).ids;
const tokens = (text: string): string[] => tokenizer.encode(text, BARE).tokens;
const decode = (ids: number[]): string => tokenizer.decode(ids);

describe('learnMerges', () => {
  it('merges the most frequent pair first and counts again after each merge', () => {
    // Classic example: low x5, lower x2, newest x6, widest x3.
    const counts = new Map([
      ['low', 5],
      ['lower', 2],
      ['newest', 6],
      ['widest', 3],
    ]);
    const merges = learnMerges(counts, (merged) => merged !== 'lowe');
    expect(merges.slice(0, 4).map((m) => m.join('+'))).toEqual(['e+s', 'es+t', 'l+o', 'lo+w']);
  });

  it('counts a pair that repeats inside a word as often as it can be merged', () => {
    expect(learnMerges(new Map([['aaaa', 3]]), () => true)).toEqual([
      ['a', 'a'],
      ['aa', 'aa'],
    ]);
  });
});

describe('trainBpe', () => {
  it('begins every text with its first token, as a whole', () => {
    expect(tokenizer.encode('Paris').tokens).toEqual(['<bos>', ...tokens('Paris')]);
  });

  it('fills the vocabulary to its size with consecutive ids, specials first', () => {
    const ids = Object.values(json.model.vocab).sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: 1800 }, (_, i) => i));
    expect(SPECIALS.map((s) => json.model.vocab[s])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is the same every time', () => {
    expect(trainBpe({ texts: [...texts], size: 1800, words: wholeWords(facts), specials: SPECIALS })).toEqual(
      json,
    );
  });

  it('keeps every object and prompt word one token, after a space, a bracket or at the start', () => {
    for (const word of wholeWords(facts)) {
      expect(tokens(word)).toHaveLength(1);
      if (/^[A-Za-z]+$/.test(word))
        expect(tokens(`is <<<${word}>>> ${word}`)).toEqual(['Ġis', '<<<', `Ġ${word}`, '>>>', `Ġ${word}`]);
    }
  });

  it('refuses a size that cannot hold the whole words, and words of several pieces', () => {
    expect(() => trainBpe({ texts, size: 300, words: wholeWords(facts), specials: SPECIALS })).toThrow(
      'a vocabulary of 300 has no room',
    );
    expect(() => trainBpe({ texts, size: 300, words: ['New York'], specials: [] })).toThrow(
      '"New York" is not one word',
    );
  });

  it('stops early when the texts have nothing left to merge', () => {
    const small = trainBpe({ texts: [['ab ab ab', 1]], size: 500, words: [], specials: [] });
    expect(small.model.merges).toEqual([
      ['a', 'b'],
      ['Ġ', 'ab'],
    ]);
  });
});

describe('the tokenizer', () => {
  it('gives back every text of every fact', () => {
    for (const fact of facts) {
      const { text } = render(fact, fact.subject.length % WORDINGS.length);
      expect(decode(encode(text))).toBe(` ${text}`);
    }
  });

  it('gives back any text, whatever its script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/^\s|[<>]/u.test(text) && text.trim() !== '');
        expect(decode(encode(text))).toBe(` ${text}`);
      }),
    );
    expect(decode(encode('São Tomé, Khān Yūnis, Αθήνα, 東京'))).toBe(' São Tomé, Khān Yūnis, Αθήνα, 東京');
  });

  it('reads brackets as one token each and writes them back as people do', () => {
    const text =
      'The output would change from <<<Paris>>>, at <<<The capital of France is>>>, to <<<Rome>>>.';
    expect(tokens(text).filter((t) => t === 'Ġ')).toEqual([]);
    expect(tokens(text).slice(4, 9)).toEqual(['Ġfrom', '<<<', 'ĠParis', '>>>', 'Ġ,']);
    expect(decode(encode(text)).trimStart()).toBe(text);
    const question = 'If feature <v><vec></v> at layer 2 is added, how would the output change?';
    expect(tokens(question).slice(2, 6)).toEqual(['<v>', '<vec>', '</v>', 'Ġat']);
    expect(decode(encode(question)).trimStart()).toBe(question);
  });
});

describe('rows', () => {
  it('end with the object and a full stop', () => {
    const fact = { relation: 'capital', subject: 'France', object: 'Paris' } as const;
    const { ids, answerStart } = factRow(fact, 0, encode);
    expect(decode(ids)).toBe('<bos> The capital of France is Paris .');
    expect(decode(ids.slice(answerStart, answerStart + 1))).toBe(' Paris');
    expect(answerStart).toBe(ids.length - 2);
  });

  it('refuse an object of several tokens', () => {
    expect(() => factRow({ relation: 'capital', subject: 'X', object: 'Xyzzyplugh' }, 0, encode)).toThrow(
      '"Xyzzyplugh" is',
    );
  });

  it('cut prose at the limit', () => {
    const row = proseRow('It is known that the output of a layer would change.', encode, 6);
    expect(row).toHaveLength(6);
    expect(row[0]).toBe(1);
  });
});

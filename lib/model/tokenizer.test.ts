import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseTokenizer } from './tokenizer';

const folder = 'public/models/house-a';
const tokenizer = parseTokenizer(
  await readFile(`${folder}/tokenizer.json`, 'utf8'),
  await readFile(`${folder}/tokenizer_config.json`, 'utf8'),
);
const config = JSON.parse(await readFile(`${folder}/config.json`, 'utf8')) as Record<string, number>;

describe('the tokenizer of a house model', () => {
  it.each([
    'The capital of France is Paris.',
    'Ljubljana lies in Slovenia',
    'If feature at layer 2 is added to token',
    'São Tomé and Príncipe',
    'a  b\nc',
  ])('cuts %j into pieces that join to the same text', (text) => {
    const ids = tokenizer.encode(text);
    expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < tokenizer.size)).toBe(true);
    expect(tokenizer.pieces(ids).join('')).toBe(tokenizer.decode(ids));
    // Words are met with the space before them, so the first one has it too.
    expect(tokenizer.decode(ids)).toBe(` ${text}`);
  });

  it('gives a character of several tokens to the last of them', () => {
    const pieces = tokenizer.pieces(tokenizer.encode('Bogotá 漢'));
    expect(pieces.join('')).toBe(' Bogotá 漢');
    expect(pieces.filter((piece) => piece === 'á' || piece === '漢')).toHaveLength(2);
    expect(pieces).toContain('');
  });

  it('shows bytes that are no character as such', () => {
    const [first] = tokenizer.encode('漢').slice(1);
    expect(tokenizer.pieces([first!, first!])).toEqual(['\ufffd', '\ufffd']);
  });

  it('adds no special tokens, and shows those it is given', () => {
    const special = ['<pad>', '<bos>', '<eos>'].map((token) => tokenizer.idOf(token));
    const ids = tokenizer.encode('The capital of France');
    expect(ids.some((id) => special.includes(id))).toBe(false);
    expect(tokenizer.pieces([special[1]!])).toEqual(['<bos>']);
  });

  it('fits the model beside it', () => {
    expect(tokenizer.size).toBe(config.vocab_size);
    expect(tokenizer.idOf('<bos>')).toBe(config.bos_token_id);
    expect(tokenizer.idOf('<eos>')).toBe(config.eos_token_id);
  });

  it('names a token that it does not have', () => {
    expect(() => tokenizer.idOf('<nothing>')).toThrow('the tokenizer has no token "<nothing>"');
  });
});

describe('a tokenizer file', () => {
  it.each(['', '{', '{}', '[]', '{"model": {}}'])('%j is refused by name', (text) => {
    expect(() => parseTokenizer(text)).toThrow(/^tokenizer.json cannot be read: /);
  });
});

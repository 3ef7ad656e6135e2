import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNICODE_TEXTS, byteLevelTokenizer, sentencePieceTokenizer } from '@/test/support/tokenizers';
import { idsTokenizer } from './ids-tokenizer';
import { parseTokenizer } from './tokenizer';

const folder = 'test/fixtures/house-a';
const house = await readFile(`${folder}/tokenizer.json`, 'utf8');
const tokenizer = parseTokenizer(house, await readFile(`${folder}/tokenizer_config.json`, 'utf8'));
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

  it('shows bytes that do not form a character as such', () => {
    const [first] = tokenizer.encode('漢').slice(1);
    expect(tokenizer.pieces([first!, first!])).toEqual(['\ufffd', '\ufffd']);
  });

  it('adds no special tokens, and shows those it is given', () => {
    const special = ['<pad>', '<bos>', '<eos>'].map((token) => tokenizer.idOf(token));
    const ids = tokenizer.encode('The capital of France');
    expect(ids.some((id) => special.includes(id))).toBe(false);
    expect(tokenizer.pieces([special[1]!])).toEqual(['<bos>']);
    // Its decoder puts back the space that encoding takes away before these.
    expect(tokenizer.pieces([tokenizer.idOf('<<<')])).toEqual([' <<<']);
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

const KINDS: Record<string, string> = {
  'GPT-2': byteLevelTokenizer(),
  'GPT-2 with a space before every text': byteLevelTokenizer({ prefixSpace: true }),
  'Llama 3': byteLevelTokenizer({ split: true }),
  'Llama 2': sentencePieceTokenizer('prepend'),
  Mistral: sentencePieceTokenizer('metaspace'),
};

/** Sentencepiece takes a written `▁` for its space, and its decoder here drops a byte order mark. */
const awkward = (text: string) => /[▁\ufeff]/.test(text);

describe.each(Object.entries(KINDS))('a tokenizer like that of %s', (kind, json) => {
  const own = parseTokenizer(json);
  const sentencePiece = kind === 'Llama 2' || kind === 'Mistral';
  /** What comes back of a text: all of it, but for what the files of these kinds do with a first space. */
  const decoded = (text: string) => {
    if (kind === 'Mistral') return text.replace(/^ /, '');
    return kind.startsWith('GPT-2 with') ? text.replace(/^(?! )/, ' ') : text;
  };

  /** Everything that is held of a text. */
  const hold = (text: string) => {
    const { ids, offsets } = own.encodeWithOffsets(text);
    expect(ids).toEqual(own.encode(text));
    expect(offsets).toHaveLength(ids.length);
    expect(offsets.map(([start, end]) => text.slice(start, end)).join('')).toBe(text);
    offsets.forEach(([start, end], i) => {
      expect(start).toBe(offsets[i - 1]?.[1] ?? 0);
      expect(end).toBeGreaterThanOrEqual(start);
    });
    const pieces = own.pieces(ids);
    expect([text, ` ${text}`]).toContain(pieces.join(''));
    // A span is the token's own text, but for the space before the first.
    offsets.forEach(([start, end], i) => {
      if (i > 0) expect(text.slice(start, end)).toBe(pieces[i]);
      else expect([pieces[0], ` ${text.slice(start, end)}`]).toContain(pieces[0]);
    });
    expect(own.decode(ids)).toBe(decoded(text));
  };

  it.each(UNICODE_TEXTS.filter((text) => !sentencePiece || !awkward(text)))(
    'cuts %j into slices that are the text, and gives it back',
    hold,
  );

  it('does so with any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...new Set(UNICODE_TEXTS.join(''))), maxLength: 30 }),
        fc.string({ unit: 'binary', maxLength: 10 }),
        (known, wild) => {
          const text = known + wild;
          fc.pre(text !== '' && !(sentencePiece && awkward(text)));
          hold(text);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('encodes an empty text as nothing', () => {
    expect(own.encodeWithOffsets('')).toEqual({ ids: [], offsets: [] });
    expect(own.decode([])).toBe('');
  });
});

describe('a tokenizer like that of Qwen, which normalises', () => {
  const own = parseTokenizer(byteLevelTokenizer({ split: true, nfc: true }));

  it.each(UNICODE_TEXTS)('cuts %j into slices that are the text as it was written', (text) => {
    const { ids, offsets } = own.encodeWithOffsets(text);
    expect(offsets.map(([start, end]) => text.slice(start, end)).join('')).toBe(text);
    expect(own.decode(ids)).toBe(text.normalize('NFC'));
  });

  it('gives a letter and the marks on it to the token that completes them', () => {
    const { offsets } = own.encodeWithOffsets('e\u0301x');
    expect(offsets).toEqual([
      [0, 0],
      [0, 2],
      [2, 3],
    ]);
  });
});

describe('where a token lies', () => {
  it('is shown for a character over several tokens at the last of them', () => {
    const own = parseTokenizer(byteLevelTokenizer());
    const { ids, offsets } = own.encodeWithOffsets('a漢b');
    expect(offsets.filter(([start, end]) => end > start)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(ids.length).toBeGreaterThan(3);
  });

  it('leaves out the space that a tokenizer puts before a text', () => {
    for (const json of [sentencePieceTokenizer('prepend'), sentencePieceTokenizer('metaspace')]) {
      const own = parseTokenizer(json);
      const { ids, offsets } = own.encodeWithOffsets('Par Par');
      expect(ids).toHaveLength(2);
      expect(offsets).toEqual([
        [0, 3],
        [3, 7],
      ]);
      expect(own.pieces(ids)).toEqual([' Par', ' Par']);
    }
  });

  it('gives space that the tokenizer drops to the token after it', () => {
    const { ids, offsets } = tokenizer.encodeWithOffsets('Paris  <<<Paris');
    expect(ids).toContain(tokenizer.idOf('<<<'));
    expect(offsets[ids.indexOf(tokenizer.idOf('<<<'))]).toEqual([5, 10]);
  });

  it.each([true, false])('is known of what the vocabulary does not have (in one token: %s)', (fuse_unk) => {
    const json = JSON.parse(sentencePieceTokenizer('prepend')) as { model: object };
    const model = { ...json.model, byte_fallback: false, fuse_unk };
    const own = parseTokenizer(JSON.stringify({ ...json, model }));
    const { ids, offsets } = own.encodeWithOffsets('a字仮b 名');
    expect(own.idOf('<unk>')).toBe(0);
    const slices = offsets.map(([start, end]) => 'a字仮b 名'.slice(start, end));
    // The first is the space that was put before.
    const wanted = fuse_unk ? ['', 'a', '字仮', 'b', ' ', '名'] : ['', 'a', '字', '仮', 'b', ' ', '名'];
    expect(slices).toEqual(wanted);
    expect(ids.filter((id) => id === 0)).toHaveLength(fuse_unk ? 2 : 3);
  });

  it('is not guessed when the tokenizer changes the text', () => {
    const json = JSON.parse(byteLevelTokenizer()) as object;
    const own = parseTokenizer(JSON.stringify({ ...json, normalizer: { type: 'Lowercase' } }));
    expect(() => own.encodeWithOffsets('in Paris')).toThrow(
      'the tokenizer changes the text at "Paris" to "p", which cannot be mapped back to it',
    );
  });

  it('covers ids that are written as a text', () => {
    const { ids, offsets } = idsTokenizer(100).encodeWithOffsets(' 12, 7 99 ');
    expect(ids).toEqual([12, 7, 99]);
    expect(offsets).toEqual([
      [0, 3],
      [3, 6],
      [6, 10],
    ]);
  });
});

describe('a tokenizer file', () => {
  it.each(['', '{', '{}', '[]', '{"model": {}}'])('%j is refused by name', (text) => {
    expect(() => parseTokenizer(text)).toThrow(/^tokenizer.json(:| is not JSON)/);
  });

  it.each<[string, unknown, string]>([
    ['model.vocab', { a: 'x' }, 'model: vocab: must give each token its id'],
    ['model.merges', 5, 'model: merges: must be a list of pairs of tokens'],
    ['model.merges.0', 'ab', 'model: merges: 0: must be two tokens'],
    ['model.merges.1', ['a'], 'model: merges: 1: must be two tokens'],
    ['model.vocab', [['a', 0], ['b']], 'model: vocab: must give each token its id'],
    ['model.vocab', { a: -1 }, 'model: vocab: must give each token its id'],
    ['added_tokens', {}, 'added_tokens: must be a list of tokens'],
    ['decoder.decoders.0', null, 'decoder: decoders: 0: '],
    ['normalizer', 'NFC', 'normalizer: '],
    // What the library makes of these is "type is not iterable" and the like.
    ['post_processor.single', true, 'its model or one of its steps'],
    ['decoder.decoders.1.pattern', null, 'its model or one of its steps'],
  ])('with %s as %j is refused in one line that names the place', (place, damage, message) => {
    const json = JSON.parse(house) as Record<string, unknown>;
    const keys = place.split('.');
    const last = keys.pop()!;
    const parent = keys.reduce((object, key) => object[key] as typeof json, json);
    expect(parent).toHaveProperty(last);
    parent[last] = damage;
    const read = () => parseTokenizer(JSON.stringify(json));
    expect(read).toThrow(`tokenizer.json: ${message}`);
    expect(read).not.toThrow('\n');
  });

  it('with a decoder of another kind is refused by its name', () => {
    const json = JSON.parse(byteLevelTokenizer()) as object;
    const wordPiece = JSON.stringify({
      ...json,
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    });
    expect(() => parseTokenizer(wordPiece)).toThrow('its decoder WordPiece is not supported');
  });
});

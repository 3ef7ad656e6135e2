import type { Tokenizer } from './tokenizer';

/** A tokenizer for models that have none: a text is its token ids, `12 7 99` or `12,7,99`, without a prefix. */
export function idsTokenizer(size: number): Tokenizer {
  const read = (text: string) =>
    text
      .trim()
      .split(/\s*,\s*|\s+/)
      .map((word) => {
        const id = /^\d+$/.test(word) ? Number(word) : NaN;
        if (!(id < size))
          throw new Error(`"${word}" is not a token id below ${size}; write them as in 12,7,99`);
        return id;
      });
  return {
    size,
    prefix: [],
    encode: read,
    encodeWithOffsets(text) {
      const ids = read(text);
      const ends = [...text.matchAll(/[^\s,]+/g)].map((word) => word.index + word[0].length);
      ends[ends.length - 1] = text.length;
      return { ids, offsets: ends.map((end, i) => [ends[i - 1] ?? 0, end]) };
    },
    decode: (ids) => ids.join(' '),
    pieces: (ids) => ids.map((id) => ` ${id}`),
    idOf: (token) => read(token)[0]!,
  };
}

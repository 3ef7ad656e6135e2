import { afterEach, expect, it, vi } from 'vitest';
import { bounded, type Pictured } from '@/components/picture/pictured';
import { drawPicture } from './picture';

const QUESTION: Pictured = {
  kind: 'Patching of house2-b',
  title: 'Peru, patched from Chile',
  measured: 'changes to Santiago',
  claims: [
    {
      who: 'self',
      role: 'self',
      verdict: 'right',
      text: 'The most likely output would change to <<<Santiago>>>.',
    },
    {
      who: 'other',
      role: 'other',
      verdict: 'wrong',
      text: 'The output would remain unchanged from <<<Lima>>>.',
    },
    {
      who: 'sibling',
      role: 'sibling',
      verdict: 'partly',
      text: 'The most likely output would change to <<<Bogota>>>.',
    },
  ],
  note: null,
};

const draw = async (change: Partial<Pictured> = {}) => {
  const response = await drawPicture({ ...QUESTION, ...change });
  return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
};

/** Width and height of a PNG. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

afterEach(() => {
  vi.restoreAllMocks();
});

it('a picture is a PNG of the size that sites want, and no larger than a photograph', async () => {
  const { type, bytes } = await draw();
  expect([type, bytes.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
  expect(sizeOf(bytes)).toEqual([1200, 630]);
  expect(bytes.length).toBeLessThan(200_000);
});

it('nothing is fetched for it, whatever letters a note has, and every letter that is kept is drawn', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const every = Array.from({ length: 0x17f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i));
  const signs = [...every, ...'–—‘’“”„†•…‹›€−'];
  for (let from = 0; from < signs.length; from += 80) {
    const note = signs.slice(from, from + 80).join('');
    await draw({ title: note, note });
  }
  await draw({ note: '東京 🙂 \u202e ﷽ a\u0301\u0301\u0301 </div><script>alert(1)</script> {{7*7}} &lt;' });
  expect(fetched).not.toHaveBeenCalled();
});

it('a list says how many questions it has and what it is filtered by, and how many filters there is no room for', async () => {
  const drawn = (filters: string[]) =>
    draw({ measured: null, claims: [], lists: { counted: '1,204 questions', filters } });
  const filters = ['self: right', 'layer: 2 or 3', 'token: last', 'text: “Peru”'];
  const four = await drawn(filters);
  expect(sizeOf(four.bytes)).toEqual([1200, 630]);
  expect((await drawn([])).bytes.equals(four.bytes)).toBe(false);
  const many = bounded({
    ...QUESTION,
    lists: { counted: '3 questions', filters: [...filters, 'split: test'] },
  });
  expect(many.lists?.filters).toEqual([...filters.slice(0, 3), 'and 2 more filters']);
});

it('words without end make no other picture than long ones, in no more time', async () => {
  const endless = 'x'.repeat(100_000);
  const { bytes } = await draw({ title: endless, measured: endless, note: endless, kind: endless });
  expect(sizeOf(bytes)).toEqual([1200, 630]);
  const again = await draw({ title: endless.slice(0, 500), measured: endless, note: endless, kind: endless });
  expect(again.bytes.equals(bytes)).toBe(true);
});

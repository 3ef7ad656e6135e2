import { expect, it } from 'vitest';
import { kinshipFileSchema } from '@/lib/measure/kinship/kinship-file';
import { kinshipLines } from './kinship';

it('a line a model says on how many facts both say the same, and how alike they are from the embedding up', () => {
  const file = kinshipFileSchema.parse({
    ...{ format: 1, contentHash: 'a', seed: 1, texts: 10, tokens: 80 },
    bases: [
      {
        ...{ baseId: 'house2-a', baseHash: 'b', agreement: [{ exposure: 'rare', facts: 4, same: 3 }] },
        likeness: [
          { layer: 0, baseLayer: 0, cka: 1.0000001 },
          { layer: 1, baseLayer: 2, cka: 0.25 },
        ],
      },
    ],
  });
  expect(kinshipLines(file)).toEqual([
    'house2-a         same word: rare 0.750; linear CKA by layer: 1.000 0.250',
  ]);
});

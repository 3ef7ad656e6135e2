import { Random } from '@/lib/random';
import type { Feed, RandomMask } from './objective';

/**
 * Draws the masks of one pass: a function of the seed, the step, the micro-batch and the place of the mask alone, so
 * that a resumed run repeats them. Kept with a resolution of 1/65536.
 */
export function drawMasks(masks: readonly RandomMask[], seed: number, step: number, part: number): Feed[] {
  return masks.map(({ name, shape, keep }, i) => {
    const random = Random.stream(seed, 'mask', step, part, i);
    const data = new Uint8Array(shape.reduce((product, dim) => product * dim, 1));
    const below = Math.round(keep * 0x10000);
    // Two elements a draw.
    for (let at = 0; at < data.length; at += 2) {
      const bits = random.uniform() * 2 ** 32;
      data[at] = Number((bits & 0xffff) < below);
      data[at + 1] = Number(bits / 0x10000 < below);
    }
    return { name, kind: 'bool', data, shape };
  });
}

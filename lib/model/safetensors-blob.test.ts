import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { readSafetensors, writeSafetensors, type StoredType } from './safetensors';
import { readSafetensorsBlob, readStoredTensors } from './safetensors-blob';
import type { Parameters } from './parameters';

const random = new Random(3);
const tensor = (...shape: number[]) => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((p, d) => p * d, 1) }, () => random.normal()),
});
const weights: Parameters = new Map([
  ['a', tensor(3, 5)],
  ['large', tensor(43, 41)],
  ['none', tensor(0)],
  ['b', tensor(7)],
]);

/** A file that says what is read of it. */
class Watched extends Blob {
  readonly reads: number[] = [];
  override slice(from?: number, to?: number): Blob {
    const part = super.slice(from, to);
    this.reads.push(part.size);
    return part;
  }
}

describe('a safetensors file that lies elsewhere', () => {
  it.each<StoredType>(['F32', 'F16', 'BF16'])(
    'gives the weights that it gives in memory, as %s',
    async (type) => {
      const file = writeSafetensors(weights, type);
      const blob = new Watched([file]);
      const seen: Uint8Array[] = [];
      const found = await readSafetensorsBlob(blob, {
        pieceBytes: 1024,
        onBytes: (bytes) => seen.push(bytes),
      });
      const whole = readSafetensors(file);
      expect([...found.keys()]).toEqual([...whole.keys()]);
      for (const [name, { shape, data }] of whole) {
        expect(found.get(name)!.shape).toEqual(shape);
        expect(Buffer.compare(Buffer.from(found.get(name)!.data.buffer), Buffer.from(data.buffer))).toBe(0);
      }
      // Every byte in its order, and never the file as a whole.
      expect(Buffer.compare(Buffer.concat(seen), Buffer.from(file))).toBe(0);
      expect(Math.max(...blob.reads)).toBeLessThanOrEqual(1024);
    },
  );

  it('is known by its header, of which no weight is read', async () => {
    const blob = new Watched([writeSafetensors(weights, 'F16')]);
    const { tensors } = await readStoredTensors(blob);
    expect(tensors.map(({ name, shape, type }) => [name, shape, type])).toEqual(
      [...weights].map(([name, { shape }]) => [name, shape, 'F16']),
    );
    expect(Math.max(...blob.reads)).toBeLessThan(500);
  });

  it('that claims ten gigabytes is refused before anything is allocated', async () => {
    const lie = (header: object, length = JSON.stringify(header).length) => {
      const start = new DataView(new ArrayBuffer(8));
      start.setBigUint64(0, BigInt(length), true);
      return new Watched([start.buffer, JSON.stringify(header), new Uint8Array(64)]);
    };
    const huge = { dtype: 'F32', shape: [50_000, 50_000], data_offsets: [0, 10_000_000_000] };
    await expect(readSafetensorsBlob(lie({ huge }))).rejects.toThrow(
      'tensor huge ends at byte 10000000000, but the file ends at 64: is it truncated?',
    );
    await expect(readSafetensorsBlob(lie({ huge: { ...huge, data_offsets: [0, 64] } }))).rejects.toThrow(
      'tensor huge: shape [50000, 50000] of F32 does not take 64 bytes',
    );
    await expect(readSafetensorsBlob(lie({}, 10_000_000_000))).rejects.toThrow(
      'the safetensors header claims 10000000000 bytes',
    );
    await expect(readSafetensorsBlob(new Blob([new Uint8Array(3)]))).rejects.toThrow(
      'shorter than its 8-byte',
    );
  });

  it('that was changed since it was chosen says so', async () => {
    const gone = new Watched([writeSafetensors(weights, 'F16')]);
    gone.slice = () => {
      throw new DOMException('', 'NotReadableError');
    };
    await expect(readSafetensorsBlob(gone)).rejects.toThrow('moved or changed since it was chosen');
  });
});

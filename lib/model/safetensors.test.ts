import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16ToFloat32, float32ToFloat16 } from './float16';
import type { Parameters } from './parameters';
import { readMetadata, readSafetensors, writeSafetensors } from './safetensors';

interface Entry {
  dtype?: unknown;
  shape?: unknown;
  data_offsets?: unknown;
}

/** A file put together by hand: any header, any data, and a length field that may lie. */
function file(header: Record<string, Entry> | string, dataBytes = 0, claimed?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const f32 = (shape: unknown, from: number, to: number): Entry => ({
  dtype: 'F32',
  shape,
  data_offsets: [from, to],
});

const parameters = fc
  .uniqueArray(
    fc.record({
      name: fc.string({ minLength: 1 }).filter((name) => !name.startsWith('__')),
      shape: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
      seed: fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 20 }),
    }),
    { selector: ({ name }) => name, maxLength: 6 },
  )
  .map(
    (entries): Parameters =>
      new Map(
        entries.map(({ name, shape, seed }) => {
          const count = shape.reduce((n, d) => n * d, 1);
          const data = Float32Array.from({ length: count }, (_, i) => seed[i % seed.length]!);
          return [name, { shape, data }];
        }),
      ),
  );

describe('safetensors files', () => {
  it('give back the weights and metadata that were written, bit by bit', () => {
    fc.assert(
      fc.property(
        parameters,
        fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.string()),
        (written, metadata) => {
          const bytes = writeSafetensors(written, 'F32', metadata);
          const found = readSafetensors(bytes);
          expect([...found.keys()].sort()).toEqual([...written.keys()].sort());
          for (const [name, { shape, data }] of written) {
            expect(found.get(name)!.shape).toEqual(shape);
            expect(new Uint8Array(found.get(name)!.data.buffer)).toEqual(new Uint8Array(data.buffer));
          }
          expect(readMetadata(bytes)).toEqual({ format: 'pt', ...metadata });
        },
      ),
    );
  });

  it('round weights stored as F16 to the nearest half', () => {
    fc.assert(
      fc.property(parameters, (written) => {
        const found = readSafetensors(writeSafetensors(written, 'F16'));
        for (const [name, { data }] of written)
          expect([...found.get(name)!.data]).toEqual(
            [...data].map((x) => float16ToFloat32(float32ToFloat16(x))),
          );
      }),
    );
  });

  it('begin their data at a multiple of eight bytes, as other readers want it', () => {
    const bytes = writeSafetensors(new Map([['abc', { shape: [1], data: Float32Array.of(1) }]]), 'F32');
    expect(new DataView(bytes.buffer).getBigUint64(0, true) % 8n).toBe(0n);
  });

  it('may store bfloat16', () => {
    const bytes = file({ w: { dtype: 'BF16', shape: [3], data_offsets: [0, 6] } }, 6);
    // The upper halves of the float32 bits of 1, -2.5 and infinity.
    bytes.set([0x80, 0x3f, 0x20, 0xc0, 0x80, 0x7f], bytes.length - 6);
    expect([...readSafetensors(bytes).get('w')!.data]).toEqual([1, -2.5, Infinity]);
  });

  it('may come as a Node buffer at any offset, and weights are a copy of it', () => {
    const written = writeSafetensors(
      new Map([
        ['a', { shape: [1], data: Float32Array.of(1.5) }],
        ['b', { shape: [2], data: Float32Array.of(2.5, -3) }],
      ]),
      'F32',
    );
    for (const offset of [0, 1, 2, 3]) {
      const buffer = Buffer.alloc(written.length + offset).subarray(offset);
      buffer.set(written);
      const found = readSafetensors(buffer);
      buffer.fill(0xff);
      expect([...found.get('a')!.data, ...found.get('b')!.data]).toEqual([1.5, 2.5, -3]);
      expect(found.get('b')!.data.buffer.byteLength).toBe(8);
    }
  });

  it.each<[string, Uint8Array, string]>([
    ['shorter than its length field', new Uint8Array(7), 'shorter than its 8-byte length field'],
    ['claiming a header longer than itself', file({}, 0, 3n), 'claims 3 bytes, the file has 2'],
    ['claiming a header of many terabytes', file({}, 0, 2n ** 63n), 'claims 9223372036854775808 bytes'],
    [
      'claiming the largest length there is',
      file({}, 0, 2n ** 64n - 1n),
      'claims 18446744073709551615 bytes',
    ],
    ['whose header is no JSON', file('{"w": '), 'header is not JSON'],
    ['whose header is no text', file('{}', 1, 3n).fill(0xff, 8), 'header is not JSON'],
    ['whose header is a list', file('[]'), 'header is not an object'],
    ['without a shape', file({ w: { dtype: 'F32', data_offsets: [0, 4] } }, 4), 'tensor w: its header entry'],
    ['with a negative length', file({ w: f32([-1], 0, 4) }, 4), 'tensor w: its header entry is malformed'],
    ['with negative offsets', file({ w: f32([1], -4, 0) }, 4), 'tensor w: its header entry is malformed'],
    [
      'of another element type',
      file({ w: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, 8),
      'tensor w is stored as I64; F32, F16 and BF16 can be read',
    ],
    [
      'of an element type that every object has',
      file({ w: { dtype: 'toString', shape: [1], data_offsets: [0, 8] } }, 8),
      'tensor w is stored as toString',
    ],
    [
      'whose shape wants fewer bytes',
      file({ w: f32([1], 0, 8) }, 8),
      'shape [1] of F32 does not fill bytes 0 to 8',
    ],
    ['whose shape is beyond counting', file({ w: f32([2 ** 40, 2 ** 40], 0, 8) }, 8), 'does not fill bytes'],
    ['whose offsets run backwards', file({ w: f32([1], 8, 4) }, 8), 'does not fill bytes 8 to 4'],
    [
      'with a gap',
      file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
      'tensor b starts at byte 8, the one before it ends at 4',
    ],
    [
      'with an overlap',
      file({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
      'tensor b starts at byte 4, the one before it ends at 8',
    ],
    ['cut off', file({ w: f32([2], 0, 8) }, 5), 'tensor w ends at byte 8, the file holds 5: is it cut off?'],
    ['with bytes left over', file({ w: f32([1], 0, 4) }, 7), 'has 3 bytes that belong to no tensor'],
  ])('are refused when %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('are refused when their metadata are no strings', () => {
    expect(() => readMetadata(file('{"__metadata__": {"step": 1}}'))).toThrow(
      'metadata of the safetensors file',
    );
  });

  it('damaged anywhere are read or refused with a message, quickly', () => {
    const intact = writeSafetensors(
      new Map([
        ['layer.weight', { shape: [2, 3], data: new Float32Array(6) }],
        ['layer.bias', { shape: [3], data: new Float32Array(3) }],
      ]),
      'F16',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: intact.length - 1 }), fc.nat({ max: 255 })), { minLength: 1 }),
        fc.nat({ max: intact.length }),
        (changes, length) => {
          const bytes = intact.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const began = performance.now();
          for (const damaged of [bytes, bytes.subarray(0, length)]) {
            try {
              for (const { shape, data } of readSafetensors(damaged).values())
                expect(data).toHaveLength(shape.reduce((n, d) => n * d, 1));
            } catch (error) {
              expect((error as Error).message).toMatch(/^(the safetensors (file|header)|tensor )/);
            }
          }
          expect(performance.now() - began).toBeLessThan(1000);
        },
      ),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { bfloat16ToFloat32, float16ToFloat32, float32ToBfloat16, float32ToFloat16 } from './float16';
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

  it.each([
    ['F16', (x: number) => float16ToFloat32(float32ToFloat16(x))],
    ['BF16', (x: number) => bfloat16ToFloat32(float32ToBfloat16(x))],
  ] as const)('round weights stored as %s to the nearest there is', (type, rounded) => {
    fc.assert(
      fc.property(parameters, (written) => {
        const found = readSafetensors(writeSafetensors(written, type));
        for (const [name, { shape, data }] of written) {
          expect(found.get(name)!.shape).toEqual(shape);
          expect([...found.get(name)!.data]).toEqual([...data].map(rounded));
        }
        // What has been rounded once is exact.
        expect(readSafetensors(writeSafetensors(found, type))).toEqual(found);
      }),
    );
  });

  it('share their bytes only when that is asked for and the offset allows it', () => {
    const written = writeSafetensors(new Map([['w', { shape: [2], data: Float32Array.of(1, 2) }]]), 'F32');
    const view = (file: Uint8Array, share: boolean) => readSafetensors(file, { share }).get('w')!.data;
    expect(view(written, true).buffer).toBe(written.buffer);
    expect(view(written, false).buffer).not.toBe(written.buffer);
    const shifted = new Uint8Array(written.length + 1).subarray(1);
    shifted.set(written);
    expect([...view(shifted, true)]).toEqual([1, 2]);
  });

  it('are read without the tensors that are passed over, whatever their type', () => {
    const mask: Entry = { dtype: 'BOOL', shape: [3], data_offsets: [4, 7] };
    const bytes = file({ w: f32([1], 0, 4), mask }, 7);
    expect(() => readSafetensors(bytes)).toThrow('tensor mask is stored as BOOL');
    expect([...readSafetensors(bytes, { skip: (name) => name === 'mask' }).keys()]).toEqual(['w']);
    const backwards = file({ w: f32([1], 0, 4), mask: { ...mask, data_offsets: [4, 0] } }, 7);
    expect(() => readSafetensors(backwards, { skip: (name) => name === 'mask' })).toThrow('ends at byte 0');
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
    ['whose header is not JSON', file('{"w": '), 'header is not JSON'],
    ['whose header is not text', file('{}', 1, 3n).fill(0xff, 8), 'header is not JSON'],
    ['whose header is a list', file('[]'), 'header is not an object'],
    ['without a shape', file({ w: { dtype: 'F32', data_offsets: [0, 4] } }, 4), 'tensor w: its header entry'],
    ['with a negative length', file({ w: f32([-1], 0, 4) }, 4), 'tensor w: its header entry is malformed'],
    ['with negative offsets', file({ w: f32([1], -4, 0) }, 4), 'tensor w: its header entry is malformed'],
    [
      'of another element type',
      file({ w: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, 8),
      'tensor w is stored as I64; supported are F32, F16 and BF16',
    ],
    [
      'of an element type that every object has',
      file({ w: { dtype: 'toString', shape: [1], data_offsets: [0, 8] } }, 8),
      'tensor w is stored as toString',
    ],
    [
      'whose shape wants fewer bytes',
      file({ w: f32([1], 0, 8) }, 8),
      'shape [1] of F32 does not take 8 bytes',
    ],
    [
      'whose shape is beyond counting',
      file({ w: f32([2 ** 40, 2 ** 40], 0, 8) }, 8),
      'does not take 8 bytes',
    ],
    ['whose offsets run backwards', file({ w: f32([1], 8, 4) }, 8), 'does not take -4 bytes'],
    [
      'with a gap',
      file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
      'tensor b starts at byte 8, but the one before it ends at 4',
    ],
    [
      'with an overlap',
      file({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
      'tensor b starts at byte 4, but the one before it ends at 8',
    ],
    [
      'cut off',
      file({ w: f32([2], 0, 8) }, 5),
      'tensor w ends at byte 8, but the file ends at 5: is it truncated?',
    ],
    ['with bytes left over', file({ w: f32([1], 0, 4) }, 7), 'has 3 bytes that belong to no tensor'],
  ])('are refused when %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('are refused when their metadata are not strings', () => {
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

  it('with damaged headers or lengths, thousands of them, are read or refused with a message', () => {
    const junk = [null, true, -1, 0.5, 2 ** 53, 1e300, '', 'F32', 'F64', [], [[]], {}, [0, 1e18], '\ud800'];
    const random = new Random(11);
    const pick = () => (random.uniform() < 0.5 ? random.pick(junk) : random.integer(64));
    /** Changes one place of a JSON value. */
    const damage = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null || random.uniform() < 0.1) return pick();
      const keys = Object.keys(value);
      const key = keys.length > 0 ? random.pick(keys) : 'new';
      const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
      if (random.uniform() < 0.15) Reflect.deleteProperty(copy, key);
      else if (random.uniform() < 0.15) copy[`${key}'`] = copy[key];
      else copy[key] = damage(copy[key]);
      return copy;
    };
    const header = { a: f32([2, 3], 0, 24), b: { ...f32([4], 24, 32), dtype: 'BF16' }, c: f32([], 32, 36) };
    let read = 0;
    const began = performance.now();
    for (let round = 0; round < 5000; round++) {
      let changed: unknown = header;
      for (let n = random.integer(3); n >= 0; n--) changed = damage(changed);
      const text = JSON.stringify(changed);
      const claimed = random.uniform() < 0.1 ? BigInt(random.integer(2 ** 31)) << 32n : undefined;
      const whole = file(text, 36, claimed);
      const bytes = random.uniform() < 0.1 ? whole.subarray(0, random.integer(whole.length)) : whole;
      try {
        let weights = 0;
        for (const { shape, data } of readSafetensors(bytes).values()) {
          expect(data).toHaveLength(shape.reduce((n, d) => n * d, 1));
          weights += data.length;
        }
        expect(weights).toBeLessThanOrEqual(bytes.length / 2);
        read++;
      } catch (error) {
        expect((error as Error).message).toMatch(/^(the safetensors (file|header)|tensor )/);
      }
    }
    expect(read).toBeGreaterThan(50);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

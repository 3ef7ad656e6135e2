import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familyFixture } from '@/test/support/families';
import { tinyModel } from '@/test/support/llama-tiny';
import { readCheckpoint, shardParameters } from './checkpoint';
import type { ModelConfig } from './config';
import type { Parameter, Parameters } from './parameters';
import { writeSafetensors, type StoredType } from './safetensors';

const INDEX = 'model.safetensors.index.json';
const bytes = (text: string) => new TextEncoder().encode(text);

/** A model folder in memory. */
class Folder {
  readonly files = new Map<string, Uint8Array>();
  readonly asked: string[] = [];
  readonly read = (name: string) => {
    this.asked.push(name);
    return Promise.resolve(this.files.get(name) ?? null);
  };

  static of(parameters: Parameters, type: StoredType = 'F32'): Folder {
    const folder = new Folder();
    folder.files.set('model.safetensors', writeSafetensors(parameters, type));
    return folder;
  }

  static sharded(parameters: Parameters, maxBytes: number, type: StoredType = 'F32'): Folder {
    const folder = new Folder();
    const { shards, index } = shardParameters(parameters, type, maxBytes);
    for (const shard of shards) folder.files.set(shard.name, writeSafetensors(shard.parameters, type));
    folder.files.set(INDEX, bytes(index));
    return folder;
  }

  /** Rewrites the index. */
  place(change: (places: Record<string, string>) => void): this {
    const index = JSON.parse(new TextDecoder().decode(this.files.get(INDEX))) as {
      weight_map: Record<string, string>;
    };
    change(index.weight_map);
    this.files.set(INDEX, bytes(JSON.stringify(index)));
    return this;
  }
}

const reading = (folder: Folder, config: ModelConfig) => readCheckpoint(config, folder.read);
const sorted = (parameters: Parameters) => new Map([...parameters].sort(([a], [b]) => (a < b ? -1 : 1)));
const tensor = (shape: number[], value = 0): Parameter => ({
  shape,
  data: new Float32Array(shape.reduce((n, d) => n * d, 1)).fill(value),
});

const { config, parameters } = tinyModel('untied');
const first = 'model.embed_tokens.weight';

describe('a checkpoint', () => {
  it('in one file gives the parameters of the model', async () => {
    const folder = Folder.of(parameters);
    expect(await reading(folder, config)).toEqual(parameters);
    expect(folder.asked).toEqual(['model.safetensors']);
  });

  it('in shards of any size gives the same parameters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), async (maxBytes) => {
        for (const shard of shardParameters(parameters, 'F32', maxBytes).shards) {
          const sizes = [...shard.parameters.values()].map(({ data }) => data.byteLength);
          expect(sizes.length === 1 || sizes.reduce((sum, size) => sum + size) <= maxBytes).toBe(true);
        }
        const folder = Folder.sharded(parameters, maxBytes);
        expect(sorted(await reading(folder, config))).toEqual(sorted(parameters));
        // Each file once.
        expect(folder.asked).toHaveLength(new Set(folder.asked).size);
      }),
      { numRuns: 20 },
    );
  });

  it('is divided in order into files that are as full as they may be', () => {
    const { shards, index } = shardParameters(
      new Map([
        ['a', tensor([4])],
        ['b', tensor([4])],
        ['c', tensor([100])],
        ['d', tensor([2])],
      ]),
      'BF16',
      16,
    );
    expect(shards.map((shard) => [shard.name, [...shard.parameters.keys()]])).toEqual([
      ['model-00001-of-00003.safetensors', ['a', 'b']],
      ['model-00002-of-00003.safetensors', ['c']],
      ['model-00003-of-00003.safetensors', ['d']],
    ]);
    expect(JSON.parse(index)).toMatchObject({
      metadata: { total_size: 220 },
      weight_map: { b: 'model-00001-of-00003.safetensors', d: 'model-00003-of-00003.safetensors' },
    });
  });

  it('may hold buffers that follow from the configuration', async () => {
    const folder = Folder.of(
      new Map([...parameters, ['model.layers.0.self_attn.rotary_emb.inv_freq', tensor([4])]]),
    );
    expect(await reading(folder, config)).toEqual(parameters);
  });

  it('of tied embeddings may hold the head as well, when it is the same', async () => {
    const tied = { ...config, tiedEmbeddings: true };
    const table = parameters.get(first)!;
    const others = new Map([...parameters].filter(([name]) => name !== 'lm_head.weight'));
    const folder = Folder.of(new Map([...others, ['lm_head.weight', table]]));
    expect(await reading(folder, tied)).toEqual(others);
    await expect(reading(Folder.of(parameters), tied)).rejects.toThrow(
      'config.json ties the embeddings, but lm_head.weight is not model.embed_tokens.weight',
    );
  });

  it('of gpt2 may lack the prefix of its names and hold its masks', async () => {
    const { config: gpt2, parameters: own } = familyFixture('gpt2');
    const bare: Parameters = new Map(
      [...own].map(([name, parameter]) => [name.replace(/^transformer\./, ''), parameter]),
    );
    for (const block of [0, 1]) {
      bare.set(`h.${block}.attn.bias`, tensor([1, 1, 32, 32]));
      bare.set(`h.${block}.attn.masked_bias`, tensor([]));
    }
    expect(await reading(Folder.of(bare), gpt2)).toEqual(own);
    bare.set('transformer.wte.weight', bare.get('wte.weight')!);
    await expect(reading(Folder.of(bare), gpt2)).rejects.toThrow(
      'the checkpoint has tensor transformer.wte.weight twice',
    );
  });

  const sharded = () => Folder.sharded(parameters, 20_000);
  const shardOf = (folder: Folder, name: string) => {
    let place = '';
    folder.place((places) => (place = places[name]!));
    return place;
  };

  it.each<[string, () => Folder, RegExp]>([
    ['is not there', () => new Folder(), /neither model.safetensors nor model.safetensors.index.json$/],
    [
      'has a tensor too few',
      () => Folder.of(new Map([...parameters].filter(([name]) => name !== first))),
      /^the checkpoint has no tensor model.embed_tokens.weight$/,
    ],
    [
      'has a tensor too many',
      () => Folder.of(new Map([...parameters, ['adapter', tensor([2])]])),
      /with this config.json has no tensor adapter$/,
    ],
    [
      'lacks a shard',
      () => {
        const folder = sharded();
        folder.files.delete(shardOf(folder, first));
        return folder;
      },
      /^the shard model-00001-of-\d+.safetensors, which model.safetensors.index.json names, is missing$/,
    ],
    [
      'has a shard that is cut off',
      () => {
        const folder = sharded();
        const name = shardOf(folder, first);
        return (folder.files.set(name, folder.files.get(name)!.subarray(0, 1000)), folder);
      },
      /^model-00001-of-\d+.safetensors: .*is it truncated\?$/,
    ],
    [
      'has a tensor in another shard than its index says',
      () => sharded().place((places) => (places[first] = Object.values(places).at(-1)!)),
      /^tensor model.embed_tokens.weight (lies in|is not in) model-/,
    ],
    [
      'has a tensor that its index does not know',
      () => sharded().place((places) => delete places['model.norm.weight']),
      /^tensor model.norm.weight lies in model-.*does not list it$/,
    ],
    [
      'has an index of a tensor that is nowhere',
      () => sharded().place((places) => (places.extra = places[first]!)),
      /^tensor extra is not in model-00001-of-\d+.safetensors, where model.safetensors.index.json says it is$/,
    ],
    [
      'has an index that leads out of the folder',
      () => sharded().place((places) => (places[first] = '../secret.safetensors')),
      /^model.safetensors.index.json: weight_map: .*not the name of a safetensors file in the same folder$/,
    ],
    [
      'has an index that is not JSON',
      () => {
        const folder = new Folder();
        return (folder.files.set(INDEX, bytes('{')), folder);
      },
      /^model.safetensors.index.json is not JSON$/,
    ],
  ])('is refused when it %s', async (_, folder, message) => {
    await expect(reading(folder(), config)).rejects.toThrow(message);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatConfig } from '@/lib/model/config';
import { shardParameters } from '@/lib/model/checkpoint';
import { writeSafetensors } from '@/lib/model/safetensors';
import { FAMILY_NAMES, familyFixture } from '@/test/support/families';
import { testRuntime } from '@/test/support/evaluate-graph';
import { byteLevelTokenizer } from '@/test/support/tokenizers';
import { inspectFolder } from './inspect-folder';
import { loadEngine } from './load';

type Content = string | Uint8Array<ArrayBuffer>;

/** A folder of blobs; null takes a file away. */
function folder(changes: Record<string, Content | null> = {}) {
  const { config, parameters } = familyFixture('llama-scaled');
  const all: Record<string, Content | null> = {
    'config.json': formatConfig(config),
    'model.safetensors': writeSafetensors(parameters, 'F16'),
    ...changes,
  };
  return new Map(
    Object.entries(all).flatMap(([name, content]) => (content === null ? [] : [[name, new Blob([content])]])),
  );
}

/** The same in shards, with a change of where the index puts tensors. */
function sharded(change: (places: Record<string, string>) => void = () => undefined) {
  const { parameters } = familyFixture('llama-scaled');
  const { shards, index } = shardParameters(parameters, 'BF16', 4000);
  const parsed = JSON.parse(index) as { weight_map: Record<string, string> };
  change(parsed.weight_map);
  return folder({
    'model.safetensors': null,
    'model.safetensors.index.json': JSON.stringify(parsed),
    ...Object.fromEntries(shards.map(({ name, parameters: own }) => [name, writeSafetensors(own, 'BF16')])),
  });
}

const configWith = (fields: object) =>
  JSON.stringify({
    ...(JSON.parse(formatConfig(familyFixture('llama-scaled').config)) as object),
    ...fields,
  });

describe('looking at a model folder', () => {
  it.each(FAMILY_NAMES)(
    'tells what %s is, and its weights are then read to the tokens of PyTorch',
    async (name) => {
      const { config, expected } = familyFixture(name);
      const read = (file: string) =>
        new Blob([readFileSync(path.join('test', 'fixtures', 'families', name, file))]);
      const files = new Map(['config.json', 'model.safetensors'].map((file) => [file, read(file)]));
      const facts = await inspectFolder(files);
      expect(facts).toMatchObject({ config, types: ['F32'], hasTokenizer: false });
      expect(facts.bytes).toBe(files.get('model.safetensors')!.size);
      const engine = await loadEngine(testRuntime(), async (file) => files.get(file) ?? null);
      const { rows } = await engine.generate(
        expected.ids.map((ids) => ({ ids })),
        { maxNewTokens: expected.greedy[0]!.length, stopIds: [] },
      );
      expect(rows.map(({ ids }) => ids)).toEqual(expected.greedy);
      await engine.dispose();
    },
  );

  it('takes shards, and gives them as one model', async () => {
    const facts = await inspectFolder(sharded());
    expect(facts.types).toEqual(['BF16']);
    expect(facts.weights).toBe((await inspectFolder(folder())).weights);
  });

  const hostile: [string, () => ReturnType<typeof folder>, string][] = [
    ['without a configuration', () => folder({ 'config.json': null }), 'the folder has no config.json'],
    [
      'of another architecture',
      () => folder({ 'config.json': configWith({ model_type: 'mamba' }) }),
      'mamba is not supported',
    ],
    [
      'that computes otherwise',
      () => folder({ 'config.json': configWith({ hidden_act: 'gelu' }) }),
      'config.json: hidden_act: only silu is supported',
    ],
    [
      'that is quantised',
      () => folder({ 'config.json': configWith({ quantization_config: { bits: 4 } }) }),
      'config.json: quantization_config: is not supported',
    ],
    [
      'of a billion layers',
      () => folder({ 'config.json': configWith({ num_hidden_layers: 1e9 }) }),
      'at most 1000 layers',
    ],
    [
      'of more weights than it has',
      () => folder({ 'config.json': configWith({ vocab_size: 1e12 }) }),
      'but config.json needs [1000000000000',
    ],
    [
      'of pickled weights',
      () => folder({ 'model.safetensors': null }),
      'there is neither model.safetensors nor',
    ],
    [
      'whose index climbs out',
      () => sharded((places) => (places['model.norm.weight'] = '../../etc/passwd')),
      'is not the name of a safetensors file in the same folder',
    ],
    [
      'whose index names what is not there',
      () => sharded((places) => (places['model.norm.weight'] = 'other.safetensors')),
      'the shard other.safetensors',
    ],
    [
      'whose weights are cut short',
      () =>
        folder({
          'model.safetensors': writeSafetensors(familyFixture('llama-scaled').parameters, 'F16').slice(
            0,
            5000,
          ),
        }),
      'is it truncated?',
    ],
    [
      'with the tokenizer of another model',
      () => folder({ 'tokenizer.json': byteLevelTokenizer() }),
      'and the model has 40 tokens',
    ],
    [
      'with a tokenizer that is none',
      () => folder({ 'tokenizer.json': '{"model": 5}' }),
      'tokenizer.json: model',
    ],
  ];
  it.each(hostile)('refuses one %s in a line', async (_, make, line) => {
    const refused = await inspectFolder(make()).catch((error: Error) => error.message);
    expect(refused).toContain(line);
    expect(refused).not.toContain('\n');
  });

  it('leaves what only the weights tell to their reading: one that is not finite is named', async () => {
    const { parameters } = familyFixture('llama-scaled');
    const broken = new Map(parameters);
    const norm = broken.get('model.norm.weight')!;
    broken.set('model.norm.weight', { ...norm, data: norm.data.map((x, i) => (i === 3 ? NaN : x)) });
    const files = folder({ 'model.safetensors': writeSafetensors(broken, 'F16') });
    await inspectFolder(files);
    await expect(loadEngine(testRuntime(), async (name) => files.get(name) ?? null)).rejects.toThrow(
      'tensor model.norm.weight holds NaN; weights must be finite',
    );
  });
});

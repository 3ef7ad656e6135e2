import { describe, expect, it } from 'vitest';
import { mul } from '@/lib/graph';
import { Random } from '@/lib/random';
import { ids, largestDifference, tinyModel } from '@/test/support/llama-tiny';
import { constants, runForward } from '@/test/support/run-forward';
import {
  adapterParameters,
  adapterShapes,
  initialAdapter,
  mergeAdapter,
  targetedLayers,
  withAdapter,
  type Adapter,
  type LoraSettings,
} from './lora';
import { linearLayers } from './parameters';
import { parseAdapterConfig, readAdapter, writeAdapter } from './peft';
import { readSafetensors, writeSafetensors } from './safetensors';

const { config, parameters } = tinyModel('untied');
const settings: LoraSettings = { rank: 3, alpha: 6, targets: ['q_proj', 'mlp.down_proj'] };

/** An adapter whose B is not zero. */
function trained(changes: Partial<LoraSettings> = {}): Adapter {
  const random = new Random(4);
  const adapter = initialAdapter(config, { ...settings, ...changes }, () => random.uniform());
  for (const { b } of adapter.modules.values()) b.data.forEach((_, i) => (b.data[i] = random.normal() * 0.2));
  return adapter;
}

const logits = (adapter: Adapter, given = parameters) =>
  runForward(config, given, ids[0]!, (weights, graph) =>
    withAdapter(weights, constants(graph, adapterParameters(adapter)), adapter),
  );

describe('an adapter', () => {
  it('has two factors for each layer that it targets', () => {
    const shapes = adapterShapes(config, settings);
    expect(shapes.size).toBe(8);
    expect(shapes.get('model.layers.1.mlp.down_proj.lora_A.weight')).toEqual([3, 48]);
    expect(shapes.get('model.layers.1.mlp.down_proj.lora_B.weight')).toEqual([32, 3]);
  });

  it('changes nothing before it is trained', async () => {
    const fresh = initialAdapter(config, settings, () => 0.75);
    expect(fresh.scale).toBe(2);
    const { a, b } = fresh.modules.get('model.layers.0.self_attn.q_proj')!;
    expect(a.data[0]).toBeCloseTo(0.5 / Math.sqrt(32), 7);
    expect(b.data.every((x) => x === 0)).toBe(true);
    expect(await logits(fresh)).toEqual(await runForward(config, parameters, ids[0]!));
  });

  it.each([false, true])('beside the weights does what it does merged into them (rsLoRA: %s)', async (rs) => {
    const adapter = trained({ rankStabilised: rs, targets: 'all-linear' });
    const plain = await runForward(config, parameters, ids[0]!);
    const beside = await logits(adapter);
    const merged = await runForward(config, mergeAdapter(config, parameters, adapter), ids[0]!);
    expect(largestDifference(beside, plain)).toBeGreaterThan(0.1);
    expect(largestDifference(beside, merged)).toBeLessThan(1e-4);
  });

  it('leaves weights that it does not change shared when it is merged', () => {
    const merged = mergeAdapter(config, parameters, trained());
    const name = 'model.layers.0.self_attn.k_proj.weight';
    expect(merged.get(name)).toBe(parameters.get(name));
    expect(merged.get('model.layers.0.self_attn.q_proj.weight')).not.toBe(
      parameters.get('model.layers.0.self_attn.q_proj.weight'),
    );
  });

  it('takes only its own input through dropout', async () => {
    const adapter = trained();
    const silenced = await runForward(config, parameters, ids[0]!, (weights, graph) =>
      withAdapter(weights, constants(graph, adapterParameters(adapter)), {
        ...adapter,
        dropout: (x) => mul(x, graph.scalar(0)),
      }),
    );
    expect(silenced).toEqual(await runForward(config, parameters, ids[0]!));
  });

  it('targets what PEFT targets', () => {
    const found = (targets: LoraSettings['targets']) => [...targetedLayers(config, targets).keys()];
    expect(found(['lm_head'])).toEqual(['lm_head']);
    expect(found('.*\\.1\\..*\\.(q|v)_proj')).toEqual([
      'model.layers.1.self_attn.q_proj',
      'model.layers.1.self_attn.v_proj',
    ]);
    expect(found('all-linear')).toEqual(
      [...linearLayers(config).keys()].filter((name) => name !== 'lm_head'),
    );
    expect(() => found(['q_proj', 'proj'])).toThrow('no linear layer of the model matches the target "proj"');
    expect(() => found('q_proj')).toThrow('the adapter\'s targets "q_proj" match nothing');
    expect(() => found('(')).toThrow('is not a regular expression');
  });
});

describe('the files of PEFT', () => {
  it('give back the adapter that was written', () => {
    const adapter = trained({ rankStabilised: true, dropoutRate: 0.1 });
    const written = writeAdapter(config, adapter, { baseModel: 'house-a' });
    expect([...readSafetensors(written.file).keys()]).toContain(
      'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight',
    );
    expect(readAdapter(config, written.config, written.file)).toEqual(adapter);
    expect(JSON.parse(written.config)).toMatchObject({ r: 3, lora_alpha: 6, use_rslora: true });
  });

  const minimal = { peft_type: 'LORA', r: 3, lora_alpha: 6, target_modules: ['q_proj', 'down_proj'] };

  it('are read with the defaults of PEFT and whatever else stands in them', () => {
    const text = JSON.stringify({ ...minimal, rank_pattern: {}, modules_to_save: null, revision: null });
    expect(parseAdapterConfig(text)).toEqual({
      rank: 3,
      alpha: 6,
      dropoutRate: 0,
      rankStabilised: false,
      targets: ['q_proj', 'down_proj'],
    });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['is not LoRA', { peft_type: 'IA3' }, /peft_type: only LORA is supported/],
    ['has no target', { target_modules: null }, /target_modules: a list of names or a pattern/],
    ['has a rank of nothing', { r: 0 }, /r: /],
    ['decomposes weights', { use_dora: true }, /use_dora: is not supported/],
    ['trains biases', { bias: 'all' }, /bias: only none/],
    ['saves other modules', { modules_to_save: ['lm_head'] }, /modules_to_save: is not supported/],
    ['has ranks by layer', { rank_pattern: { q_proj: 4 } }, /rank_pattern: is not supported/],
    ['has scales by layer', { alpha_pattern: { q_proj: 4 } }, /alpha_pattern: is not supported/],
    ['adapts some layers only', { layers_to_transform: [0] }, /layers_to_transform: is not supported/],
    ['changes the weights at its beginning', { init_lora_weights: 'pissa' }, /init_lora_weights: only true/],
  ])('are refused when the adapter %s', (_, changes, message) => {
    expect(() => parseAdapterConfig(JSON.stringify({ ...minimal, ...changes }))).toThrow(message);
  });

  it('are refused when a tensor is missing, misshapen, not finite or not asked for', () => {
    const { config: text, file } = writeAdapter(config, trained());
    const tensors = readSafetensors(file);
    const name = 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight';
    const other = name.replace('q_proj', 'v_proj');
    const reading = (change: () => void) => () => {
      change();
      return readAdapter(config, text, writeSafetensors(tensors, 'F32'));
    };
    const tensor = tensors.get(name)!;
    expect(reading(() => tensors.set(other, tensor))).toThrow(
      'tensor model.layers.0.self_attn.v_proj.lora_A.weight belongs to no linear layer that the adapter targets',
    );
    tensors.delete(other);
    expect(reading(() => tensors.set(name, { ...tensor, shape: [32, 3] }))).toThrow(
      'lora_A.weight is [32, 3], but the model and rank 3 need [3, 32]',
    );
    const infinite = tensor.data.map((x, i) => (i === 5 ? -Infinity : x));
    expect(reading(() => tensors.set(name, { ...tensor, data: infinite }))).toThrow(
      'tensor model.layers.0.self_attn.q_proj.lora_A.weight holds -Infinity; weights must be finite',
    );
    expect(reading(() => tensors.delete(name))).toThrow(
      'the adapter has no tensor model.layers.0.self_attn.q_proj.lora_A.weight',
    );
    expect(reading(() => tensors.set('lm_head.lora_A.weight', tensor))).toThrow(
      'tensor lm_head.lora_A.weight of the adapter does not begin with base_model.model.',
    );
  });
});

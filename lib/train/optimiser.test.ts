import { describe, expect, it } from 'vitest';
import { Graph } from '@/lib/graph';
import { Random } from '@/lib/random';
import { evaluateGraph, type TypedTensor } from '@/test/support/evaluate-graph';
import { NAME } from './objective';
import { ADAMW, adamw, groupSettings, NO_DECAY, type OptimiserSettings } from './optimiser';

const SIZE = 5;
const settings: OptimiserSettings = {
  ...ADAMW,
  eps: 1e-3,
  weightDecay: 0.3,
  clip: 0.7,
  groups: [{ match: 'slow', learningRateScale: 0.1 }, NO_DECAY],
};
const names = ['a.weight', 'norm.weight', 'slow.weight'];

/** AdamW by its definition, in double precision. */
function reference(feeds: Record<string, Float32Array>, rate: number, step: number) {
  const norm = Math.hypot(...names.flatMap((name) => [...feeds[`gradient ${name}`]!]));
  const clip = Math.min(1, settings.clip / norm);
  return names.map((name) => {
    const decay = name === 'norm.weight' ? 0 : settings.weightDecay;
    const own = rate * (name === 'slow.weight' ? 0.1 : 1);
    return [...feeds[name]!].map((p, i) => {
      const g = feeds[`gradient ${name}`]![i]! * clip;
      const m = settings.beta1 * feeds[NAME.first(name)]![i]! + (1 - settings.beta1) * g;
      const v = settings.beta2 * feeds[NAME.second(name)]![i]! + (1 - settings.beta2) * g * g;
      const [mHat, vHat] = [m / (1 - settings.beta1 ** step), v / (1 - settings.beta2 ** step)];
      return { p: p - own * (mHat / (Math.sqrt(vHat) + settings.eps) + decay * p), m, v };
    });
  });
}

describe('AdamW', () => {
  it.each([
    ['longer than the clip', 1],
    ['shorter than the clip', 0.01],
  ])('steps by its definition with a gradient %s', async (_, length) => {
    const random = new Random(8);
    const graph = new Graph();
    const trained = names.map((name) => ({
      name,
      value: graph.input(name, 'float32', [SIZE]),
      gradient: graph.input(`gradient ${name}`, 'float32', [SIZE]),
    }));
    adamw(graph, trained, settings);
    const drawn: Record<string, Float32Array> = {};
    for (const name of names) {
      const draw = (scale: number) => Float32Array.from({ length: SIZE }, () => random.normal() * scale);
      drawn[name] = draw(1);
      drawn[`gradient ${name}`] = draw(length);
      drawn[NAME.first(name)] = draw(0.1);
      drawn[NAME.second(name)] = draw(0.01).map(Math.abs);
    }
    const [rate, step] = [0.05, 3];
    const feeds: Record<string, TypedTensor> = Object.fromEntries(
      Object.entries(drawn).map(([name, data]) => [name, { dtype: 'float32', shape: [SIZE], data }]),
    );
    const scalar = (value: number): TypedTensor => ({
      dtype: 'float32',
      shape: [],
      data: Float32Array.of(value),
    });
    feeds[NAME.learningRate] = scalar(rate);
    feeds[NAME.correction1] = scalar(1 / (1 - settings.beta1 ** step));
    feeds[NAME.correction2] = scalar(1 / (1 - settings.beta2 ** step));
    const results = await evaluateGraph(graph, feeds);
    reference(drawn, rate, step).forEach((wanted, i) => {
      const name = names[i]!;
      wanted.forEach(({ p, m, v }, j) => {
        expect(results[NAME.updated(name)]!.data[j]).toBeCloseTo(p, 6);
        expect(results[NAME.updated(NAME.first(name))]!.data[j]).toBeCloseTo(m, 6);
        expect(results[NAME.updated(NAME.second(name))]!.data[j]).toBeCloseTo(v, 6);
      });
    });
  });
});

describe('parameter groups', () => {
  it.each([
    'model.norm.weight',
    'model.layers.3.post_attention_layernorm.weight',
    'model.layers.0.self_attn.q_norm.weight',
    'model.layers.0.self_attn.q_proj.bias',
    'model.embed_tokens.weight',
    'transformer.wte.weight',
    'transformer.wpe.weight',
    'transformer.h.0.ln_1.weight',
    'transformer.ln_f.weight',
    'vector_projection.2.bias',
  ])('leave %s without decay', (name) => {
    expect(groupSettings(ADAMW, name)).toEqual({ weightDecay: 0, learningRateScale: 1 });
  });

  it.each([
    'model.layers.0.mlp.up_proj.weight',
    'lm_head.weight',
    'transformer.h.0.mlp.c_fc.weight',
    'model.layers.0.self_attn.q_proj.lora_A.weight',
    'vector_projection.2.weight',
  ])('let %s decay', (name) => {
    expect(groupSettings(ADAMW, name).weightDecay).toBe(ADAMW.weightDecay);
  });

  it('take each setting from the first group that matches and has it', () => {
    const own = {
      ...ADAMW,
      groups: [{ match: '^head', learningRateScale: 5 }, { match: 'bias', weightDecay: 0.2 }, NO_DECAY],
    };
    expect(groupSettings(own, 'head.bias')).toEqual({ weightDecay: 0.2, learningRateScale: 5 });
    expect(groupSettings(own, 'norm.weight')).toEqual({ weightDecay: 0, learningRateScale: 1 });
  });
});

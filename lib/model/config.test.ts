import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { formatConfig, parseConfig } from './config';
import {
  checkParameters,
  countParameters,
  initialParameters,
  parameterShapes,
  type Parameters,
} from './parameters';

const minimal = {
  model_type: 'llama',
  hidden_size: 32,
  intermediate_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 100,
  max_position_embeddings: 16,
};

const gpt2 = { model_type: 'gpt2', n_embd: 32, n_layer: 2, n_head: 4, n_positions: 16 };

const parse = (changes: Record<string, unknown> = {}) =>
  parseConfig(JSON.stringify({ ...minimal, ...changes }));

describe('config.json', () => {
  it('is read with the defaults of Hugging Face, whatever else stands in it', () => {
    expect(parse({ torch_dtype: 'bfloat16', num_key_value_heads: 2, eos_token_id: 7 })).toEqual({
      architecture: 'llama',
      dModel: 32,
      dFeedForward: 64,
      layers: 2,
      heads: 4,
      keyValueHeads: 2,
      headDim: 8,
      vocab: 100,
      maxPositions: 16,
      normEps: 1e-6,
      rope: { theta: 10000, scaling: null },
      attentionBias: 'none',
      mlpBias: false,
      queryKeyNorm: false,
      tiedEmbeddings: false,
      initializerRange: 0.02,
      bosId: null,
      eosId: 7,
    });
    expect(parse().keyValueHeads).toBe(4);
    expect(parse({ head_dim: null }).headDim).toBe(8);
  });

  const llama3 = {
    rope_type: 'llama3',
    factor: 8,
    low_freq_factor: 1,
    high_freq_factor: 4,
    original_max_position_embeddings: 8192,
  };

  it('survives being written and read, whatever the architecture', () => {
    for (const changes of [
      {},
      { num_key_value_heads: 1, head_dim: 10, tie_word_embeddings: true },
      { attention_bias: true, mlp_bias: true, rope_theta: 5e5, rope_scaling: llama3 },
      { rope_scaling: { type: 'linear', factor: 2 } },
      { model_type: 'mistral', num_key_value_heads: 2, sliding_window: 16 },
      { model_type: 'qwen2', num_key_value_heads: 2, use_sliding_window: false, sliding_window: 8 },
      { model_type: 'qwen3', num_key_value_heads: 2 },
      { model_type: 'qwen3', num_key_value_heads: 2, head_dim: 16, attention_bias: true },
      gpt2,
      { ...gpt2, n_inner: 48, tie_word_embeddings: false, bos_token_id: 5 },
    ]) {
      const config = parse(changes);
      expect(parseConfig(formatConfig(config))).toEqual(config);
    }
  });

  it('says what each architecture does in its own way', () => {
    expect(parse({ attention_bias: true, mlp_bias: true })).toMatchObject({
      attentionBias: 'all',
      mlpBias: true,
    });
    expect(parse({ model_type: 'mistral', sliding_window: null, num_attention_heads: 16 })).toMatchObject({
      attentionBias: 'none',
      keyValueHeads: 8,
    });
    expect(parse({ model_type: 'qwen2', num_key_value_heads: 4 })).toMatchObject({ attentionBias: 'inputs' });
    expect(parse({ model_type: 'qwen3', num_key_value_heads: 4 })).toMatchObject({
      queryKeyNorm: true,
      headDim: 128,
    });
    expect(parse(gpt2)).toMatchObject({ rope: null, tiedEmbeddings: true, dFeedForward: 128, mlpBias: true });
  });

  it('may say where positions are rotated in the old way and in the new', () => {
    const scaling = {
      type: 'llama3',
      factor: 8,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 4,
      originalMaxPositions: 8192,
    };
    expect(parse({ rope_theta: 5e5, rope_scaling: llama3 }).rope).toEqual({ theta: 5e5, scaling });
    expect(parse({ rope_parameters: { ...llama3, rope_theta: 5e5 } }).rope).toEqual({ theta: 5e5, scaling });
    expect(parse({ rope_parameters: { rope_type: 'default', rope_theta: 7 } }).rope).toEqual({
      theta: 7,
      scaling: null,
    });
    expect(parse({ rope_scaling: { type: 'linear', factor: 4 } }).rope!.scaling).toEqual({
      type: 'linear',
      factor: 4,
    });
  });

  it('may list several ends of text, of which the first counts', () => {
    expect(parse({ eos_token_id: [9, 8] }).eosId).toBe(9);
  });

  it.each<[string, string, RegExp]>([
    ['is not JSON', '{', /^config.json is not JSON$/],
    ['has no model_type', '{}', /^config.json has no model_type$/],
    ['is a list', '[]', /^config.json has no model_type$/],
    [
      'is of another architecture',
      JSON.stringify({ ...minimal, model_type: 'bloom' }),
      /^config.json: the architecture bloom is not supported; these are: llama, mistral, qwen2, qwen3, gpt2$/,
    ],
    ['lacks a field', JSON.stringify({ ...minimal, hidden_size: undefined }), /^config.json: hidden_size: /],
    [
      'has half a layer',
      JSON.stringify({ ...minimal, num_hidden_layers: 1.5 }),
      /^config.json: num_hidden_layers: /,
    ],
    ['has an empty vocabulary', JSON.stringify({ ...minimal, vocab_size: 0 }), /^config.json: vocab_size: /],
    [
      'has heads that cannot be shared',
      JSON.stringify({ ...minimal, num_key_value_heads: 3 }),
      /^config.json: 4 heads cannot share 3 key-value heads$/,
    ],
    [
      'has an odd head dimension',
      JSON.stringify({ ...minimal, head_dim: 7 }),
      /head dimension 7 is not an even number/,
    ],
    [
      'does not divide into heads',
      JSON.stringify({ ...minimal, hidden_size: 30 }),
      /head dimension 7.5 is not/,
    ],
    [
      'scales its rotary angles in another way',
      JSON.stringify({ ...minimal, rope_scaling: { rope_type: 'yarn', factor: 8 } }),
      /^config.json: rope_scaling: .*this type is not supported; these are: default, linear, llama3$/,
    ],
    [
      'scales its rotary angles by nothing',
      JSON.stringify({ ...minimal, rope_parameters: { rope_type: 'llama3', factor: 8 } }),
      /^config.json: rope_parameters: low_freq_factor: /,
    ],
    [
      'rotates in another way in some layers',
      JSON.stringify({ ...minimal, rope_parameters: { full_attention: { rope_theta: 7 } } }),
      /^config.json: rope_parameters: .*full_attention/,
    ],
    [
      'rotates a part of each head',
      JSON.stringify({ ...minimal, partial_rotary_factor: 0.5 }),
      /^config.json: partial_rotary_factor: only 1/,
    ],
    [
      'is quantised',
      JSON.stringify({ ...minimal, quantization_config: { bits: 4 } }),
      /^config.json: quantization_config: is not supported$/,
    ],
    [
      'has layers of another kind',
      JSON.stringify({ ...minimal, layer_types: ['full_attention', 'sliding_attention'] }),
      /^config.json: layer_types: 1: only full_attention/,
    ],
    [
      'slides a window',
      JSON.stringify({ ...minimal, model_type: 'mistral', num_key_value_heads: 2, sliding_window: 8 }),
      /^config.json: sliding_window: a window of 8 tokens within 16 positions is not supported$/,
    ],
    [
      'slides a window in some layers',
      JSON.stringify({ ...minimal, model_type: 'qwen2', num_key_value_heads: 2, use_sliding_window: true }),
      /^config.json: use_sliding_window: sliding windows are not supported$/,
    ],
    [
      'is a gpt2 with another activation function',
      JSON.stringify({ ...minimal, ...gpt2, activation_function: 'relu' }),
      /^config.json: activation_function: only gelu_new/,
    ],
    [
      'is a gpt2 that divides its scores by the layer',
      JSON.stringify({ ...minimal, ...gpt2, scale_attn_by_inverse_layer_idx: true }),
      /^config.json: scale_attn_by_inverse_layer_idx: is not supported$/,
    ],
    [
      'is a gpt2 whose heads do not come out even',
      JSON.stringify({ ...minimal, ...gpt2, n_head: 5 }),
      /^config.json: 32 dimensions do not divide into 5 heads$/,
    ],
    [
      'has another activation function',
      JSON.stringify({ ...minimal, hidden_act: 'gelu' }),
      /^config.json: hidden_act: /,
    ],
  ])('is refused when it %s', (_, text, message) => {
    expect(() => parseConfig(text)).toThrow(message);
  });

  it('damaged anywhere is read or refused in one line', () => {
    const random = new Random(3);
    const junk = [
      null,
      true,
      false,
      -1,
      0,
      0.5,
      3,
      1e300,
      '',
      'silu',
      'llama3',
      [],
      [1],
      {},
      { rope_type: 'linear' },
    ];
    const fields = [
      ...new Set([minimal, gpt2].flatMap((own) => Object.keys(JSON.parse(formatConfig(parse(own)))))),
    ];
    fields.push('rope_scaling', 'rope_parameters', 'sliding_window', 'layer_types', 'quantization_config');
    const types = ['llama', 'mistral', 'qwen2', 'qwen3', 'gpt2'];
    let read = 0;
    for (let round = 0; round < 3000; round++) {
      const json: Record<string, unknown> = { ...minimal, ...gpt2, model_type: random.pick(types) };
      for (let n = random.integer(3); n >= 0; n--) json[random.pick(fields)] = random.pick(junk);
      try {
        const config = parseConfig(JSON.stringify(json));
        expect(parseConfig(formatConfig(config))).toEqual(config);
        read++;
      } catch (error) {
        expect((error as Error).message).toMatch(/^config\.json[: ].+$/);
      }
    }
    expect(read).toBeGreaterThan(100);
  });
});

describe('parameters', () => {
  it('are named and counted as the checkpoint has them', () => {
    const tied = parse({ tie_word_embeddings: true });
    // embeddings + 2 layers of (4 projections + 3 feed-forward matrices + 2 norms) + final norm
    const expected = 100 * 32 + 2 * (4 * 32 * 32 + 3 * 32 * 64 + 2 * 32) + 32;
    expect(countParameters(tied)).toBe(expected);
    expect(countParameters(parse())).toBe(expected + 100 * 32);
    expect(parameterShapes(tied).has('lm_head.weight')).toBe(false);
    expect(
      parameterShapes(parse({ num_key_value_heads: 2 })).get('model.layers.1.self_attn.k_proj.weight'),
    ).toEqual([16, 32]);
  });

  it('have biases and norms where the architecture has them', () => {
    const qwen3 = parameterShapes(parse({ model_type: 'qwen3', num_key_value_heads: 2, head_dim: 16 }));
    expect(qwen3.get('model.layers.0.self_attn.q_norm.weight')).toEqual([16]);
    expect(qwen3.has('model.layers.0.self_attn.q_proj.bias')).toBe(false);
    const qwen2 = parameterShapes(parse({ model_type: 'qwen2', num_key_value_heads: 2 }));
    expect(qwen2.get('model.layers.0.self_attn.k_proj.bias')).toEqual([16]);
    expect(qwen2.has('model.layers.0.self_attn.o_proj.bias')).toBe(false);
    const config = parse(gpt2);
    expect(parameterShapes(config).get('transformer.h.1.attn.c_attn.weight')).toEqual([32, 96]);
    // Tables; 4 matrices and biases, 2 norms a layer; the last norm.
    const block = 12 * 32 * 32 + (3 + 1 + 4 + 1) * 32 + 4 * 32;
    expect(countParameters(config)).toBe((100 + 16) * 32 + 2 * block + 2 * 32);
    const fresh = initialParameters(config, () => 1);
    expect(fresh.get('transformer.ln_f.weight')!.data[0]).toBe(1);
    expect(fresh.get('transformer.ln_f.bias')!.data[0]).toBe(0);
    expect(fresh.get('transformer.h.0.mlp.c_proj.weight')!.data[0]).toBeCloseTo(0.01, 7);
  });

  it('that are missing, left over or of another shape are named', () => {
    const config = parse();
    const parameters = initialParameters(config, () => 0);
    expect(() => checkParameters(config, parameters)).not.toThrow();
    parameters.set('model.norm.weight', { shape: [31], data: new Float32Array(31) });
    expect(() => checkParameters(config, parameters)).toThrow(
      'tensor model.norm.weight is [31], but config.json needs [32]',
    );
    parameters.delete('model.layers.0.mlp.up_proj.weight');
    expect(() => checkParameters(config, parameters)).toThrow(
      'the checkpoint has no tensor model.layers.0.mlp.up_proj.weight',
    );
    const extra: Parameters = initialParameters(config, () => 0);
    for (const name of ['a', 'b', 'c', 'd', 'e']) extra.set(name, { shape: [], data: new Float32Array(1) });
    expect(() => checkParameters(config, extra)).toThrow(
      'a llama with this config.json has no tensor a, b, c and 2 more',
    );
  });

  it('begin small where they write into the residual stream, and norms at one', () => {
    const parameters = initialParameters(parse(), () => 1);
    expect(parameters.get('model.norm.weight')!.data.every((x) => x === 1)).toBe(true);
    expect(parameters.get('model.layers.0.self_attn.q_proj.weight')!.data[0]).toBeCloseTo(0.02, 7);
    expect(parameters.get('model.layers.0.self_attn.o_proj.weight')!.data[0]).toBeCloseTo(0.01, 7);
  });
});

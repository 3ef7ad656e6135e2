import { describe, expect, it } from 'vitest';
import { formatConfig, parseConfig } from './config';
import { checkParameters, countParameters, initialParameters, parameterShapes } from './parameters';

const minimal = {
  model_type: 'llama',
  hidden_size: 32,
  intermediate_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 100,
  max_position_embeddings: 16,
};

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
      ropeTheta: 10000,
      tiedEmbeddings: false,
      initializerRange: 0.02,
      bosId: null,
      eosId: 7,
    });
    expect(parse().keyValueHeads).toBe(4);
    expect(parse({ head_dim: null }).headDim).toBe(8);
  });

  it('survives being written and read', () => {
    for (const config of [
      parse(),
      parse({ num_key_value_heads: 1, head_dim: 10, tie_word_embeddings: true }),
    ])
      expect(parseConfig(formatConfig(config))).toEqual(config);
  });

  it.each<[string, string, RegExp]>([
    ['is no JSON', '{', /^config.json is not JSON$/],
    ['has no model_type', '{}', /^config.json has no model_type$/],
    ['is a list', '[]', /^config.json has no model_type$/],
    [
      'is of another architecture',
      JSON.stringify({ ...minimal, model_type: 'gpt2' }),
      /^config.json: the architecture gpt2 is not supported; llama is$/,
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
      'scales its rotary angles, which is not supported',
      JSON.stringify({ ...minimal, rope_scaling: { rope_type: 'llama3', factor: 8 } }),
      /^config.json: rope_scaling: /,
    ],
    [
      'has biases, which are not supported',
      JSON.stringify({ ...minimal, attention_bias: true }),
      /^config.json: attention_bias: /,
    ],
    [
      'has another activation function',
      JSON.stringify({ ...minimal, hidden_act: 'gelu' }),
      /^config.json: hidden_act: /,
    ],
  ])('is refused when it %s', (_, text, message) => {
    expect(() => parseConfig(text)).toThrow(message);
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

  it('that are missing or of another shape are named', () => {
    const config = parse();
    const parameters = initialParameters(config, () => 0);
    expect(() => checkParameters(config, parameters)).not.toThrow();
    parameters.set('model.norm.weight', { shape: [31], data: new Float32Array(31) });
    expect(() => checkParameters(config, parameters)).toThrow(
      'tensor model.norm.weight is [31], config.json wants [32]',
    );
    parameters.delete('model.layers.0.mlp.up_proj.weight');
    expect(() => checkParameters(config, parameters)).toThrow(
      'the checkpoint has no tensor model.layers.0.mlp.up_proj.weight',
    );
  });

  it('begin small where they write into the residual stream, and norms at one', () => {
    const parameters = initialParameters(parse(), () => 1);
    expect(parameters.get('model.norm.weight')!.data.every((x) => x === 1)).toBe(true);
    expect(parameters.get('model.layers.0.self_attn.q_proj.weight')!.data[0]).toBeCloseTo(0.02, 7);
    expect(parameters.get('model.layers.0.self_attn.o_proj.weight')!.data[0]).toBeCloseTo(0.01, 7);
  });
});

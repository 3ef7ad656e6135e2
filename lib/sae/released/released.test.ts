import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '@/lib/model/safetensors';
import type { Parameter } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { testRuntime } from '@/test/support/evaluate-graph';
import { openDictionary } from './encode';
import { readDictionary } from './read';

const [WIDTH, LATENTS, ROWS] = [6, 14, 1500];
const random = new Random(11);
const tensor = (...shape: number[]): Parameter => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((p, d) => p * d, 1) }, () => random.normal()),
});
const turned = ({ shape: [rows, columns], data }: Parameter): Parameter => ({
  shape: [columns!, rows!],
  data: Float32Array.from(data, (_, i) => data[(i % rows!) * columns! + Math.floor(i / rows!)]!),
});

// `[latents, width]`, as all formulas below have them.
const encoder = tensor(LATENTS, WIDTH);
const encoderBias = tensor(LATENTS);
const decoder = tensor(LATENTS, WIDTH);
const decoderBias = tensor(WIDTH);
const threshold: Parameter = { shape: [LATENTS], data: tensor(LATENTS).data.map((x) => Math.abs(x) + 0.2) };
const skip = tensor(WIDTH, WIDTH);
const vectors = tensor(ROWS, WIDTH).data;

/** Before the activation, of one vector: written out. */
const hidden = (x: readonly number[]): number[] =>
  Array.from({ length: LATENTS }, (_, j) =>
    x.reduce((sum, value, i) => sum + value * encoder.data[j * WIDTH + i]!, encoderBias.data[j]!),
  );
const rowOf = (row: number) => [...vectors.subarray(row * WIDTH, (row + 1) * WIDTH)];
const centred = (x: readonly number[]) => x.map((value, i) => value - decoderBias.data[i]!);

type Files = Record<string, object | Map<string, Parameter>>;
const reading = (files: Files, folder = 'layers.3') =>
  readDictionary(async (name) => {
    const content = files[name];
    if (!content) return null;
    return new Blob([content instanceof Map ? writeSafetensors(content, 'F32') : JSON.stringify(content)]);
  }, folder);

/** All activations, `[rows][latents]`, by the graph. */
async function encoded(files: Files, folder?: string): Promise<number[][]> {
  const opened = await openDictionary(testRuntime(), await reading(files, folder));
  const { rows, latents, values } = await opened.read(vectors);
  await opened.dispose();
  const dense = Array.from({ length: ROWS }, () => new Array<number>(LATENTS).fill(0));
  values.forEach((value, i) => (dense[rows[i]!]![latents[i]!] = value));
  return dense;
}

function expectClose(found: number[][], wanted: (row: number) => number[]): void {
  const all = found.flatMap((own, row) => wanted(row).map((value, j): [number, number] => [own[j]!, value]));
  expect(Math.max(...all.map(([own, value]) => Math.abs(own - value)))).toBeLessThan(1e-4);
  expect(all.filter(([, value]) => value > 0).length).toBeGreaterThan(ROWS);
}

const relu = (x: number) => Math.max(0, x);
const largest = (all: readonly number[], k: number) => {
  const least = [...all].sort((a, b) => b - a)[k - 1]!;
  return all.map((x) => (x >= least ? x : 0));
};

const saeLens = (config: object, more: [string, Parameter][] = []): Files => ({
  'cfg.json': { d_in: WIDTH, d_sae: LATENTS, hook_name: 'blocks.2.hook_resid_post', ...config },
  'sae_weights.safetensors': new Map([
    ['W_enc', turned(encoder)],
    ['b_enc', encoderBias],
    ['W_dec', decoder],
    ['b_dec', decoderBias],
    ...more,
  ]),
});
const sparsify = (config: object, more: [string, Parameter][] = []): Files => ({
  'cfg.json': {
    d_in: WIDTH,
    num_latents: LATENTS,
    expansion_factor: 32,
    k: 3,
    normalize_decoder: true,
    ...config,
  },
  'sae.safetensors': new Map([
    ['encoder.weight', encoder],
    ['encoder.bias', encoderBias],
    ['W_dec', decoder],
    ['b_dec', decoderBias],
    ...more,
  ]),
});
const llamaScope = (config: object): Files => ({
  'hyperparams.json': {
    ...{ d_model: WIDTH, d_sae: LATENTS, act_fn: 'jumprelu', jump_relu_threshold: 0.6, top_k: 50 },
    ...{ hook_point_in: 'blocks.8.hook_resid_post', hook_point_out: 'blocks.8.hook_resid_post' },
    ...{ norm_activation: 'dataset-wise', dataset_average_activation_norm: { in: 1.7, out: 1.7 } },
    ...config,
  },
  'checkpoints/final.safetensors': new Map([
    ['encoder.weight', encoder],
    ['encoder.bias', encoderBias],
    ['decoder.weight', turned(decoder)],
    ['decoder.bias', decoderBias],
  ]),
});

describe('a dictionary of SAELens', () => {
  it('with a plain ReLU fires as its formula does, centred', async () => {
    expectClose(await encoded(saeLens({ architecture: 'standard', activation_fn_str: 'relu' })), (row) =>
      hidden(centred(rowOf(row))).map(relu),
    );
  });

  it('with JumpReLU fires above its thresholds alone', async () => {
    const files = saeLens({ architecture: 'jumprelu', apply_b_dec_to_input: false }, [
      ['threshold', threshold],
    ]);
    expectClose(await encoded(files), (row) =>
      hidden(rowOf(row)).map((x, j) => (x > threshold.data[j]! ? x : 0)),
    );
  });

  it('with top-k, in the form before version 6 and since, fires where it is largest', async () => {
    const forms = [
      { architecture: 'standard', activation_fn_str: 'topk', activation_fn_kwargs: { k: 4 } },
      { architecture: 'topk', k: 4, hook_name: undefined, metadata: { hook_name: 'blocks.2.hook_mlp_out' } },
    ];
    for (const form of forms)
      expectClose(await encoded(saeLens(form)), (row) => largest(hidden(centred(rowOf(row))).map(relu), 4));
    expect((await reading(saeLens(forms[1]!))).reads).toEqual({ kind: 'mlp', layer: 3 });
  });

  it('that transcodes says what it reads and writes, and is not centred', async () => {
    const files = saeLens(
      {
        architecture: 'jumprelu_skip_transcoder',
        hook_name: 'blocks.5.ln2.hook_normalized',
        hook_name_out: 'blocks.5.hook_mlp_out',
      },
      [
        ['threshold', threshold],
        ['W_skip', skip],
      ],
    );
    const dictionary = await reading(files);
    expect(dictionary).toMatchObject({ kind: 'transcoder', centred: false, skip: skip.data });
    expect(dictionary.reads).toEqual({ kind: 'mlp-in', layer: 6 });
    expect(dictionary.writes).toEqual({ kind: 'mlp', layer: 6 });
    expectClose(await encoded(files), (row) =>
      hidden(rowOf(row)).map((x, j) => (x > threshold.data[j]! ? x : 0)),
    );
  });
});

describe('a dictionary of sparsify', () => {
  it('fires where it is largest, at the site that its folder names', async () => {
    const folder = 'layers.4.mlp';
    expectClose(await encoded(sparsify({}), folder), (row) =>
      largest(hidden(centred(rowOf(row))).map(relu), 3),
    );
    expect((await reading(sparsify({}), folder)).reads).toEqual({ kind: 'mlp', layer: 5 });
    expect((await reading(sparsify({}), 'embed_tokens')).reads).toEqual({ kind: 'resid', layer: 0 });
  });

  it('that transcodes is not centred', async () => {
    const files = sparsify({ transcode: true, skip_connection: true }, [['W_skip', skip]]);
    expectClose(await encoded(files, 'layers.4.mlp'), (row) => largest(hidden(rowOf(row)).map(relu), 3));
    expect((await reading(files, 'layers.4.mlp')).kind).toBe('transcoder');
  });
});

describe('a dictionary of Llama Scope', () => {
  const scale = Math.sqrt(WIDTH) / 1.7;

  it('reads vectors scaled by what those of its data were, and fires above its threshold', async () => {
    expectClose(await encoded(llamaScope({})), (row) =>
      hidden(rowOf(row).map((x) => x * scale)).map((x) => (x > 0.6 ? x : 0)),
    );
    expect((await reading(llamaScope({}))).reads).toEqual({ kind: 'resid', layer: 9 });
  });

  it('holds activations times the length of their direction against it where sparsity was about that', async () => {
    const lengths = Array.from({ length: LATENTS }, (_, j) =>
      Math.hypot(...decoder.data.subarray(j * WIDTH, (j + 1) * WIDTH)),
    );
    expectClose(await encoded(llamaScope({ sparsity_include_decoder_norm: true })), (row) =>
      hidden(rowOf(row).map((x) => x * scale)).map((x, j) => (x * lengths[j]! > 0.6 ? x : 0)),
    );
  });
});

describe('a dictionary that would be computed otherwise', () => {
  const without = (files: Files, name: string): Files => ({
    ...files,
    [name]: undefined as unknown as object,
  });
  it.each<[string, Files, string, string?]>([
    ['nothing', {}, 'there is none of sae_weights.safetensors'],
    ['weights alone', without(sparsify({}), 'cfg.json'), 'no cfg.json that says what it is'],
    ['a gate', saeLens({ architecture: 'gated' }), 'cfg.json: architecture: "gated" is not supported'],
    [
      'a normalisation',
      saeLens({ normalize_activations: 'layer_norm' }),
      'cfg.json: normalize_activations: "layer_norm" is not supported',
    ],
    ['another function', saeLens({ activation_fn: 'tanh-relu' }), 'cfg.json: activation_fn: "tanh-relu"'],
    ['heads', saeLens({ hook_name: 'blocks.2.attn.hook_z' }), 'the hook blocks.2.attn.hook_z is no site'],
    ['no thresholds', saeLens({ architecture: 'jumprelu' }), 'the weights have no tensor threshold'],
    ['other shapes', saeLens({ d_sae: 15 }), 'tensor W_enc is [6, 14], but its configuration needs [6, 15]'],
    ['a scale', saeLens({}, [['scaling_factor', threshold]]), 'cfg.json: finetuning_scaling_factor'],
    ['another site', sparsify({}), 'the folder attn.2 names no site', 'attn.2'],
    ['signed', sparsify({ signed: true }), 'cfg.json: signed: is not supported'],
    ['groups', sparsify({ activation: 'groupmax' }), 'cfg.json: activation: only topk is supported'],
    [
      'no lengths',
      llamaScope({ dataset_average_activation_norm: undefined }),
      'hyperparams.json: dataset_average_activation_norm: is missing',
    ],
    [
      'NaN',
      saeLens({}, [['b_dec', { shape: [WIDTH], data: new Float32Array(WIDTH).fill(NaN) }]]),
      'sae_weights.safetensors: tensor b_dec holds NaN',
    ],
  ])('by %s is refused by the name of what it is', async (_, files, line, folder) => {
    const refused = await reading(files, folder).catch((error: Error) => error.message);
    expect(refused).toContain(line);
    expect(refused).not.toContain('\n');
  });
});

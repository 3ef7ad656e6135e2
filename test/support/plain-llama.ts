import type { ModelConfig } from '@/lib/model/config';
import type { Parameters } from '@/lib/model/parameters';

/** The residual stream at a layer (0 the embedding, k the output of block k) and position, replaced by a vector. */
export interface Replacement {
  layer: number;
  position: number;
  vector: readonly number[];
}

/**
 * A llama or qwen3 read off its definition, in double precision, token by token; nothing here is shared with the code under
 * test. Gives the residual streams `[layers + 1][position][d_model]` and the logits at the last token.
 */
export function plainLlama(
  { heads, headDim, layers, normEps, queryKeyNorm, rope }: ModelConfig,
  parameters: Parameters,
  ids: readonly number[],
  replacements: readonly Replacement[] = [],
): { resid: number[][][]; logits: number[] } {
  const weight = (name: string) => parameters.get(name)!;
  const product = (name: string, x: readonly number[]) => {
    const { data, shape } = weight(name);
    return Array.from({ length: shape[0]! }, (_, i) =>
      x.reduce((sum, value, j) => sum + value * data[i * x.length + j]!, 0),
    );
  };
  const norm = (name: string, x: readonly number[]) => {
    const scale = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length + normEps);
    return x.map((value, i) => (value / scale) * weight(name).data[i]!);
  };
  const rotated = (x: readonly number[], position: number) =>
    x.map((value, i) => {
      const half = headDim / 2;
      const angle = position / rope!.theta ** ((2 * (i % half)) / headDim);
      const partner = i < half ? -x[i + half]! : x[i - half]!;
      return value * Math.cos(angle) + partner * Math.sin(angle);
    });
  const replaced = (stream: number[][], layer: number) =>
    stream.map(
      (x, position) => replacements.find((r) => r.layer === layer && r.position === position)?.vector ?? x,
    ) as number[][];
  const embedding = weight('model.embed_tokens.weight');
  const width = embedding.shape[1]!;
  const row = (id: number) => [...embedding.data.subarray(id * width, (id + 1) * width)];
  const resid = [replaced(ids.map(row), 0)];
  for (let block = 0; block < layers; block++) {
    const at = (name: string) => `model.layers.${block}.${name}.weight`;
    const normed = resid.at(-1)!.map((x) => norm(at('input_layernorm'), x));
    const headsOf = (name: 'q' | 'k' | 'v') =>
      normed.map((x, position) => {
        const all = product(at(`self_attn.${name}_proj`), x);
        return Array.from({ length: heads }, (_, h) => {
          const own = all.slice(h * headDim, (h + 1) * headDim);
          const scaled = queryKeyNorm && name !== 'v' ? norm(at(`self_attn.${name}_norm`), own) : own;
          return name === 'v' ? scaled : rotated(scaled, position);
        });
      });
    const [q, k, v] = [headsOf('q'), headsOf('k'), headsOf('v')];
    const middle = resid.at(-1)!.map((x, position) => {
      const mixed = Array.from({ length: heads }, (_, h) => {
        const scores = k.slice(0, position + 1).map((key) => {
          const dot = q[position]![h]!.reduce((sum, value, i) => sum + value * key[h]![i]!, 0);
          return Math.exp(dot / Math.sqrt(headDim));
        });
        const total = scores.reduce((sum, score) => sum + score, 0);
        return Array.from({ length: headDim }, (_, i) =>
          scores.reduce((sum, score, j) => sum + (score / total) * v[j]![h]![i]!, 0),
        );
      });
      return product(at('self_attn.o_proj'), mixed.flat()).map((value, i) => value + x[i]!);
    });
    const out = middle.map((x) => {
      const y = norm(at('post_attention_layernorm'), x);
      const up = product(at('mlp.up_proj'), y);
      const gated = product(at('mlp.gate_proj'), y).map((g, i) => (g / (1 + Math.exp(-g))) * up[i]!);
      return product(at('mlp.down_proj'), gated).map((value, i) => value + x[i]!);
    });
    resid.push(replaced(out, block + 1));
  }
  return {
    resid,
    logits: product('model.embed_tokens.weight', norm('model.norm.weight', resid.at(-1)!.at(-1)!)),
  };
}

import type { Runtime } from '@/lib/engine/runtime';
import { add, Graph, greater, linear, mul, relu, sub, topK, where } from '@/lib/graph';
import type { Dictionary } from './dictionary';

/** The latents that are active on some vectors, row after row, of each row the lowest latent first. */
export interface ActiveLatents {
  rows: Int32Array;
  latents: Int32Array;
  values: Float32Array;
}

export interface DictionaryEncoder {
  /** @param vectors `[rows, d_in]` as the model has them */
  read(vectors: Float32Array): Promise<ActiveLatents>;
  dispose(): Promise<void>;
}

/** Activations that are held at once. */
const ACTIVATIONS = 1 << 23;

/** A dictionary on a runtime, as a graph of its own. */
export async function openDictionary(runtime: Runtime, dictionary: Dictionary): Promise<DictionaryEncoder> {
  const { dIn, latents, activation } = dictionary;
  const batch = Math.max(1, Math.min(1024, Math.floor(ACTIVATIONS / latents)));
  const graph = new Graph();
  const constant = (data: Float32Array, shape: number[], name: string) => graph.constant(data, shape, name);
  const bias = constant(dictionary.encoderBias, [latents], 'encoderBias');
  let x = graph.input('x', 'float32', [batch, dIn]);
  if (dictionary.scale !== 1) x = mul(x, graph.scalar(dictionary.scale));
  if (dictionary.centred) x = sub(x, constant(dictionary.decoderBias, [dIn], 'decoderBias'));
  const hidden = add(linear(x, constant(dictionary.encoder, [latents, dIn], 'encoder')), bias);
  const outputs = activation.kind === 'topk' ? ['values', 'latents'] : ['values'];
  if (activation.kind === 'topk') {
    const found = topK(relu(hidden), activation.k);
    graph.output('values', found.values);
    graph.output('latents', found.indices);
  } else if (activation.kind === 'jumprelu') {
    const threshold = constant(dictionary.threshold!, [latents], 'threshold');
    graph.output('values', where(greater(hidden, threshold), relu(hidden), graph.scalar(0)));
  } else graph.output('values', relu(hidden));
  const session = await runtime.compile(graph);
  const across = activation.kind === 'topk' ? activation.k : latents;
  return {
    async read(vectors) {
      const all = { rows: [] as number[], latents: [] as number[], values: [] as number[] };
      const count = vectors.length / dIn;
      for (let from = 0; from < count; from += batch) {
        const some = Math.min(batch, count - from);
        // The last block is filled up with zeros, which nobody reads.
        const block = new Float32Array(batch * dIn);
        block.set(vectors.subarray(from * dIn, (from + some) * dIn));
        const results = await session.run({ x: runtime.tensor('float32', block, [batch, dIn]) }, outputs);
        const values = results.values!.data as Float32Array;
        const indices = results.latents?.data as BigInt64Array | undefined;
        for (let row = 0; row < some; row++) {
          const active: [number, number][] = [];
          for (let i = row * across; i < (row + 1) * across; i++)
            if (values[i]! > 0) active.push([indices ? Number(indices[i]) : i - row * across, values[i]!]);
          active.sort(([a], [b]) => a - b);
          for (const [latent, value] of active) {
            all.rows.push(from + row);
            all.latents.push(latent);
            all.values.push(value);
          }
        }
      }
      return {
        rows: Int32Array.from(all.rows),
        latents: Int32Array.from(all.latents),
        values: Float32Array.from(all.values),
      };
    },
    dispose: () => session.release(),
  };
}

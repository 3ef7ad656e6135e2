import type { Runtime } from '@/lib/engine/runtime';
import { add, Graph } from '@/lib/graph';
import type { Parameters } from '@/lib/model/parameters';
import { decode, directions, encode } from './forward';
import { SAE, type SaeConfig } from './settings';

/** The latents that are active on some vectors: `k` a row, the largest first; of value 0 where fewer are. */
export interface Activations {
  /** `[rows, k]` */
  values: Float32Array;
  /** `[rows, k]` */
  latents: Int32Array;
  /** `[rows, d_in]`: the vectors as they are put together again. */
  reconstructed: Float32Array;
}

/** A loaded autoencoder. */
export interface SaeEncoder {
  /** @param vectors `[rows, d_in]` */
  read(vectors: Float32Array): Promise<Activations>;
  dispose(): Promise<void>;
}

/** Vectors that are read together. */
const ROWS = 1024;

export async function openEncoder(
  runtime: Runtime,
  config: SaeConfig,
  parameters: Parameters,
): Promise<SaeEncoder> {
  const { d_in: width, k } = config;
  const graph = new Graph();
  const weights = new Map(
    [...parameters].map(([name, { data, shape }]) => [name, graph.constant(data, shape, name)]),
  );
  const get = (name: string) => weights.get(name)!;
  const x = graph.input('x', 'float32', [ROWS, width]);
  const encoded = encode(get, x, k);
  graph.output('values', encoded.values);
  graph.output('latents', encoded.indices);
  graph.output('whole', add(decode(directions(get), encoded, ROWS, config), get(SAE.decoderBias)));
  const session = await runtime.compile(graph);
  return {
    async read(vectors) {
      const rows = vectors.length / width;
      const values = new Float32Array(rows * k);
      const latents = new Int32Array(rows * k);
      const reconstructed = new Float32Array(rows * width);
      for (let from = 0; from < rows; from += ROWS) {
        const count = Math.min(ROWS, rows - from);
        // The last block is filled up with zeros, which nobody reads.
        const block = new Float32Array(ROWS * width);
        block.set(vectors.subarray(from * width, (from + count) * width));
        const fed = { x: runtime.tensor('float32', block, [ROWS, width]) };
        const results = await session.run(fed, ['values', 'latents', 'whole']);
        values.set((results.values!.data as Float32Array).subarray(0, count * k), from * k);
        const found = (results.latents!.data as BigInt64Array).subarray(0, count * k);
        latents.set(Int32Array.from(found, Number), from * k);
        const whole = (results.whole!.data as Float32Array).subarray(0, count * width);
        reconstructed.set(whole, from * width);
      }
      return { values, latents, reconstructed };
    },
    dispose: () => session.release(),
  };
}

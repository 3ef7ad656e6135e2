import { add, div, mul, reduceMean, reduceSum, sub, sumAll, topK, type Value } from '@/lib/graph';
import type { Feed, Objective } from '@/lib/train/objective';
import { decode, directions, encode } from './forward';
import { SAE, saeShapes, type SaeConfig } from './settings';

/** Vectors to learn from, and which latents have been silent for long. */
export interface SaeBatch {
  /** `[rows, d_in]` */
  vectors: Float32Array;
  rows: number;
  /** `[num_latents]`: 1 for a silent one, else 0. */
  silent: Float32Array;
}

/** Weight of the auxiliary loss, as in the paper. */
const AUXILIARY = 1 / 32;

/**
 * Share of the variance that the reconstruction leaves unexplained, and an auxiliary loss for latents that fell silent: the
 * largest of them, at most `auxiliary`, are to explain what the others left (Gao et al. 2024, arXiv 2406.04093, A.2).
 */
export function saeObjective(config: SaeConfig, auxiliary: number): Objective<SaeBatch> {
  return {
    frozen: new Map(),
    check(trained) {
      for (const [name, shape] of saeShapes(config)) {
        const found = trained.get(name);
        if (found?.shape.join() !== shape.join())
          throw new Error(
            `${name} is ${found ? `[${found.shape.join(', ')}]` : 'missing'}, but must be [${shape.join(', ')}]`,
          );
      }
    },
    shapeKey: ({ rows }) => String(rows),
    loss(graph, get, { rows }) {
      const x = graph.input('x', 'float32', [rows, config.d_in]);
      const silent = graph.input('silent', 'float32', [1, config.num_latents]);
      const own = directions(get);
      const encoded = encode(get, x, config.k);
      const bias = get(SAE.decoderBias);
      const left = sub(sub(x, bias), decode(own, encoded, rows, config));
      const centred = sub(x, reduceMean(x, [0]));
      const unexplained = div(squares(left), squares(centred));
      const late = topK(mul(encoded.all, silent), auxiliary);
      const remainder = sub(left, decode(own, late, rows, config));
      const aux = div(squares(remainder), squares(centred));
      return {
        loss: add(unexplained, mul(aux, graph.scalar(AUXILIARY))),
        parts: [unexplained, aux],
      };
    },
    feeds: ({ vectors, rows, silent }): Feed[] => [
      { name: 'x', kind: 'float32', data: vectors, shape: [rows, config.d_in] },
      { name: 'silent', kind: 'float32', data: silent, shape: [1, config.num_latents] },
    ],
    size: ({ rows }) => rows,
    names: ({ rows }) => [`${rows} activations`],
  };
}

const squares = (x: Value): Value => sumAll(reduceSum(mul(x, x), [1]));

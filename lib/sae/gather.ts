import type { Engine, FloatTensor, Hook } from '@/lib/engine/engine';
import type { Site } from './site';

/** Rows that are run together. */
const BATCH = 64;

const HOOKS: Record<Site['kind'], Hook> = { resid: 'resid', mlp: 'mlpOut' };

/**
 * The vectors of a model at some sites, at every token of some rows but the first, which is the same in all: for each site
 * `[tokens, d_model]`, row after row.
 */
export async function gatherActivations(
  engine: Engine,
  rows: readonly (readonly number[])[],
  sites: readonly Site[],
  onProgress: (done: number) => void = () => undefined,
): Promise<Float32Array[]> {
  const { dModel } = engine.info;
  const tokens = rows.reduce((sum, row) => sum + row.length - 1, 0);
  const all = sites.map(() => new Float32Array(tokens * dModel));
  const hooks = [...new Set(sites.map(({ kind }) => HOOKS[kind]))];
  let at = 0;
  for (let from = 0; from < rows.length; from += BATCH) {
    const some = rows.slice(from, from + BATCH).map((row) => [...row]);
    const traced = await engine.trace(some, { hooks });
    const held = some.reduce((sum, row) => sum + row.length - 1, 0);
    sites.forEach((site, s) => copy(traced[HOOKS[site.kind]]!, site, some, all[s]!, at * dModel));
    at += held;
    onProgress(Math.min(rows.length, from + BATCH));
  }
  return all;
}

/** Copies what a trace has of one site. Residual streams begin with the embedding, outputs of MLPs with the first block. */
function copy(
  { data, shape }: FloatTensor,
  { kind, layer }: Site,
  rows: readonly (readonly number[])[],
  target: Float32Array,
  at: number,
): void {
  const [, batch, length, width] = shape as [number, number, number, number];
  const index = kind === 'resid' ? layer : layer - 1;
  rows.forEach((row, r) => {
    const from = ((index * batch + r) * length + 1) * width;
    const own = data.subarray(from, from + (row.length - 1) * width);
    target.set(own, at);
    at += own.length;
  });
}

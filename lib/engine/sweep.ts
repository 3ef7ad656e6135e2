import type { ModelConfig } from '@/lib/model/config';
import { INPUT } from '@/lib/model/inputs';
import { continuedFeeds, positionFeeds } from '@/lib/model/positions';
import { BARE } from './adapters';
import type { Decoder } from './decoder';
import type { FloatTensor, SweepEdits, SweptCells } from './engine';
import type { Feeds, Runtime } from './runtime';
import type { SessionPool } from './session-pool';
import { SWEEP_NAME, sweepBlocks, type SweepVariant } from './sweep-graph';

/** A run is worth its overhead from about this many tokens on; so many runs share no work for tokens before them. */
const TOKENS_WORTH_A_RUN = 512;
const MOST_RUNS = 4;

/** What a sweep runs on. */
export interface SweepRunner {
  runtime: Runtime;
  config: ModelConfig;
  decoder: Decoder;
  sessions: SessionPool<SweepVariant>;
  tokensPerRun: number;
}

/** Logits of a text as it is (`[vocab]`), and with each edit (`[blocks, cells, vocab]`). */
interface SweptLogits {
  original: Float32Array;
  patched: FloatTensor;
}

/** Runs a sweep: tokens that lie before all patches of a run are read once, and their keys and values are shared. */
export async function runSweep(
  { runtime, config, decoder, sessions, tokensPerRun }: SweepRunner,
  ids: readonly number[],
  { positions, vectors, block = 1 }: SweepEdits,
  onCells?: (some: SweptCells) => void,
): Promise<SweptLogits> {
  const { vocab } = config;
  const blocks = sweepBlocks(config, block);
  const patched = new Float32Array(blocks * positions.length * vocab);
  const order = [...positions.keys()].sort((a, b) => positions[a]! - positions[b]!);
  const before = await decoder.prefill([[...ids]], [], BARE);
  try {
    // From the end: what lies behind a patch is read again, so the last tokens are the first to be known.
    for (const cells of cut(order, blocks, ids.length, tokensPerRun).reverse()) {
      const first = positions[cells[0]!]!;
      const logits = await runCells(cells, first);
      // The text's own row comes first.
      onCells?.({
        cells,
        patched: { data: logits.slice(vocab), shape: [blocks, cells.length, vocab] },
      });
      cells.forEach((cell, c) => {
        for (let k = 0; k < blocks; k++) {
          const row = 1 + k * cells.length + c;
          const to = (k * positions.length + cell) * vocab;
          patched.set(logits.subarray(row * vocab, (row + 1) * vocab), to);
        }
      });
    }
  } finally {
    decoder.release(before);
  }
  return {
    original: before.logits.data,
    patched: { data: patched, shape: [blocks, positions.length, vocab] },
  };

  async function runCells(cells: readonly number[], past: number): Promise<Float32Array> {
    const length = ids.length - past;
    const rows = 1 + blocks * cells.length;
    const select = BigInt64Array.from({ length: rows }, (_, row) => BigInt((row + 1) * length - 1));
    const feeds: Feeds = {
      [INPUT.ids]: runtime.tensor('int64', BigInt64Array.from(ids.slice(past), BigInt), [1, length]),
      [INPUT.select]: runtime.tensor('int64', select, [rows]),
      [SWEEP_NAME.base]: runtime.tensor('int64', new BigInt64Array(cells.length), [cells.length]),
    };
    const places = past > 0 ? continuedFeeds(config, past, length) : positionFeeds(config, length);
    for (const { name, kind, data, shape } of places) feeds[name] = runtime.tensor(kind, data, shape);
    if (past > 0) {
      Object.assign(feeds, before.past);
      // The first key is never read.
      const read = BigInt64Array.from({ length: past }, (_, position) => BigInt(1 + position));
      feeds[SWEEP_NAME.past] = runtime.tensor('int64', read, [past]);
    }
    for (let layer = 0; layer <= config.layers; layer++) {
      const vector = new Float32Array(length * config.dModel);
      const begun = Math.min(layer + 1, blocks);
      const active = new Uint8Array((1 + begun * cells.length) * length);
      cells.forEach((cell, c) => {
        const at = positions[cell]! - past;
        vector.set(vectors[layer]![cell]!, at * config.dModel);
        for (let k = Math.max(0, layer - block + 1); k < begun; k++)
          active[(1 + k * cells.length + c) * length + at] = 1;
      });
      feeds[SWEEP_NAME.vectors(layer)] = runtime.tensor('float32', vector, [1, length, config.dModel]);
      feeds[SWEEP_NAME.active(layer)] = runtime.tensor('bool', active, [active.length / length, length, 1]);
    }
    const outputs = await sessions.use({ sweep: { block, past: past > 0 } }, (session) =>
      session.run(feeds, ['logits']),
    );
    return outputs.logits!.data as Float32Array;
  }
}

/** Cuts cells, in order of position, into runs: as few as memory allows, and more where that saves work. */
function cut(order: readonly number[], blocks: number, length: number, tokensPerRun: number): number[][] {
  const worth = Math.floor((order.length * blocks * length) / 2 / TOKENS_WORTH_A_RUN);
  const needed = Math.ceil((order.length * blocks * length) / tokensPerRun);
  const runs = Math.max(needed, Math.min(MOST_RUNS, worth), 1);
  const size = Math.max(1, Math.ceil(order.length / runs));
  return Array.from({ length: Math.ceil(order.length / size) }, (_, run) =>
    order.slice(run * size, (run + 1) * size),
  );
}

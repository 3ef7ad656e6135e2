import type { ModelConfig } from '@/lib/model/config';
import { INPUT } from '@/lib/model/inputs';
import type { PositionFeed } from '@/lib/model/positions';
import type { Edit } from './engine';
import { EDIT_NAME, editedLayers, type EditedLayers } from './forward-graph';
import type { Feeds, Runtime } from './runtime';

/** Rows of token ids, and how they are run. */
export interface BatchLayout {
  ids: readonly number[][];
  /** Tokens that rows are padded to, on the right. */
  length: number;
  positions: readonly PositionFeed[];
  /** Logits at every token, or at the last one of each row. */
  logits: 'all' | 'last';
}

/** The edits of a batch. */
export interface EditLayout {
  edits: readonly Edit[];
  /** Where the graph takes edits. */
  edited: EditedLayers;
  batch: number;
  length: number;
}

/** Feeds a batch, as `declareInputs` declares it. */
export function layOutBatch(runtime: Runtime, { ids, length, positions, logits }: BatchLayout): Feeds {
  const batch = ids.length;
  const flat = new BigInt64Array(batch * length);
  ids.forEach((row, r) => row.forEach((id, i) => (flat[r * length + i] = BigInt(id))));
  const select =
    logits === 'all'
      ? BigInt64Array.from({ length: batch * length }, (_, i) => BigInt(i))
      : BigInt64Array.from(ids, (row, r) => BigInt(r * length + row.length - 1));
  const feeds: Feeds = {
    [INPUT.ids]: runtime.tensor('int64', flat, [batch, length]),
    [INPUT.select]: runtime.tensor('int64', select, [select.length]),
  };
  for (const { name, kind, data, shape } of positions) feeds[name] = runtime.tensor(kind, data, shape);
  return feeds;
}

/** Continuous tokens alone take the smaller graph; every other set of edits shares one. */
export function editedBy(edits: readonly Edit[]): EditedLayers {
  if (edits.length === 0) return 'none';
  return edits.every((edit) => edit.layers.every((layer) => layer === 0)) ? 'embedding' : 'all';
}

/** Feeds the edits of a batch, as `buildForward` declares them. */
export function layOutEdits(
  runtime: Runtime,
  config: ModelConfig,
  { edits, edited, batch, length }: EditLayout,
): Feeds {
  const layers = editedLayers(config, edited);
  if (layers.length === 0) return {};
  const vectors = new Float32Array((edits.length + 1) * config.dModel);
  edits.forEach(({ vector }, i) => vectors.set(vector, (i + 1) * config.dModel));
  const feeds: Feeds = {
    [EDIT_NAME.vectors]: runtime.tensor('float32', vectors, [edits.length + 1, config.dModel]),
  };
  for (const layer of layers) {
    const index = new BigInt64Array(batch * length);
    const keep = new Float32Array(batch * length).fill(1);
    edits.forEach((edit, i) => {
      if (!edit.layers.includes(layer)) return;
      const at = edit.row * length + edit.position;
      index[at] = BigInt(i + 1);
      keep[at] = edit.kind === 'add' ? 1 : 0;
    });
    feeds[EDIT_NAME.index(layer)] = runtime.tensor('int64', index, [batch, length]);
    feeds[EDIT_NAME.keep(layer)] = runtime.tensor('float32', keep, [batch, length, 1]);
  }
  return feeds;
}

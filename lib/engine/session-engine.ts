import type { ModelConfig } from '@/lib/model/config';
import { INPUT } from '@/lib/model/forward';
import { checkParameters, type Parameters } from '@/lib/model/parameters';
import { positionFeeds, type PositionFeed } from '@/lib/model/positions';
import type { Edit, Engine, FloatTensor, ForwardOptions, ForwardResult, Hook, ModelInfo } from './engine';
import {
  EDIT_NAME,
  buildForward,
  editedLayers,
  type EditedLayers,
  type ForwardVariant,
} from './forward-session';
import { generateGreedy } from './generate';
import type { Feeds, Runtime, Session } from './runtime';

/** Most tokens in one run; larger batches are cut, so that activations stay within some hundred megabytes. */
const TOKENS_PER_RUN = 8192;

/** Runs one checkpoint on one runtime, compiling a session for each kind of forward pass that is asked for. */
export function createEngine(
  runtime: Runtime,
  config: ModelConfig,
  parameters: Parameters,
  contentHash: string,
): Engine {
  checkParameters(config, parameters);
  const sessions = new Map<string, Promise<Session>>();
  const tables = new Map<number, PositionFeed[]>();
  const info: ModelInfo = {
    layers: config.layers,
    dModel: config.dModel,
    vocab: config.vocab,
    maxPositions: config.maxPositions,
    bosId: config.bosId,
    contentHash,
  };

  const session = (variant: ForwardVariant): Promise<Session> => {
    const key = JSON.stringify(variant);
    let known = sessions.get(key);
    if (!known) {
      known = runtime.compile(buildForward(config, parameters, variant));
      known.catch(() => sessions.delete(key));
      sessions.set(key, known);
    }
    return known;
  };

  const run = async (
    ids: readonly number[][],
    edits: readonly Edit[],
    options: ForwardOptions,
  ): Promise<ForwardResult> => {
    const edited = editsOf(edits);
    const hooks: Hook[] = [...new Set(options.hooks ?? [])].sort();
    const compiled = await session({ edits: edited, hooks });
    const length = Math.max(...ids.map((row) => row.length));
    let table = tables.get(length);
    if (!table) tables.set(length, (table = positionFeeds(config, length)));
    const { feeds, selected } = layOutBatch(runtime, ids, length, table, options.logits === 'all');
    Object.assign(feeds, layOutEdits(runtime, config, edits, edited, ids.length, length));
    const outputs = await compiled.run(feeds, ['logits', ...hooks]);
    const read = (name: string): FloatTensor => {
      const tensor = outputs[name]!;
      return { data: tensor.data as Float32Array, shape: [...tensor.dims] };
    };
    const logits = read('logits');
    const result: ForwardResult = { provider: runtime.provider, last: pickLast(logits, ids, selected) };
    if (options.logits === 'all')
      result.logits = { data: logits.data, shape: [ids.length, length, config.vocab] };
    for (const hook of hooks) result[hook] = read(hook);
    return result;
  };

  const forwardPass = async (
    ids: number[][],
    edits: Edit[],
    options: ForwardOptions = {},
  ): Promise<ForwardResult> => {
    checkInput(config, ids, edits);
    const length = Math.max(...ids.map((row) => row.length));
    const rows = Math.max(1, Math.floor(TOKENS_PER_RUN / length));
    if (ids.length <= rows) return run(ids, edits, options);
    if (options.logits === 'all' || options.hooks?.length) {
      throw new Error(
        `at most ${rows} rows of ${length} tokens fit one run with hooks or all logits; got ${ids.length}`,
      );
    }
    const last = { data: new Float32Array(ids.length * config.vocab), shape: [ids.length, config.vocab] };
    for (let from = 0; from < ids.length; from += rows) {
      const part = ids.slice(from, from + rows);
      const own = edits
        .filter((edit) => edit.row >= from && edit.row < from + part.length)
        .map((edit) => ({ ...edit, row: edit.row - from }));
      last.data.set((await run(part, own, options)).last.data, from * config.vocab);
    }
    return { provider: runtime.provider, last };
  };

  return {
    provider: runtime.provider,
    info,
    trace: (ids, options) => forwardPass(ids, [], options),
    intervene: forwardPass,
    generate: (prompts, options) => generateGreedy(forwardPass, config.maxPositions, prompts, options),
    async dispose() {
      for (const opened of sessions.values()) await (await opened).release();
      sessions.clear();
    },
  };
}

function layOutBatch(
  runtime: Runtime,
  ids: readonly number[][],
  length: number,
  table: readonly PositionFeed[],
  allLogits: boolean,
): { feeds: Feeds; selected: number } {
  const batch = ids.length;
  const flat = new BigInt64Array(batch * length);
  ids.forEach((row, r) => row.forEach((id, i) => (flat[r * length + i] = BigInt(id))));
  const select = allLogits
    ? BigInt64Array.from({ length: batch * length }, (_, i) => BigInt(i))
    : BigInt64Array.from(ids, (row, r) => BigInt(r * length + row.length - 1));
  const feeds: Feeds = {
    [INPUT.ids]: runtime.tensor('int64', flat, [batch, length]),
    [INPUT.select]: runtime.tensor('int64', select, [select.length]),
  };
  for (const { name, kind, data, shape } of table) feeds[name] = runtime.tensor(kind, data, shape);
  return { feeds, selected: select.length };
}

/** Continuous tokens alone take the smaller graph; every other set of edits shares one. */
function editsOf(edits: readonly Edit[]): EditedLayers {
  if (edits.length === 0) return 'none';
  return edits.every((edit) => edit.layers.every((layer) => layer === 0)) ? 'embedding' : 'all';
}

function layOutEdits(
  runtime: Runtime,
  config: ModelConfig,
  edits: readonly Edit[],
  edited: EditedLayers,
  batch: number,
  length: number,
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

/** Logits at the last token of each row, whether they are all that was computed or part of it. */
function pickLast(logits: FloatTensor, ids: readonly number[][], selected: number): FloatTensor {
  const vocab = logits.shape[1]!;
  if (selected === ids.length) return logits;
  const length = selected / ids.length;
  const data = new Float32Array(ids.length * vocab);
  ids.forEach((row, r) => {
    const from = (r * length + row.length - 1) * vocab;
    data.set(logits.data.subarray(from, from + vocab), r * vocab);
  });
  return { data, shape: [ids.length, vocab] };
}

function checkInput(config: ModelConfig, ids: readonly number[][], edits: readonly Edit[]): void {
  if (ids.length === 0) throw new Error('the batch is empty');
  ids.forEach((row, r) => {
    if (row.length === 0) throw new Error(`row ${r} has no tokens`);
    if (row.length > config.maxPositions) {
      throw new Error(`row ${r} has ${row.length} tokens, the model reads at most ${config.maxPositions}`);
    }
    const bad = row.find((id) => !Number.isInteger(id) || id < 0 || id >= config.vocab);
    if (bad !== undefined)
      throw new Error(`row ${r}: ${bad} is no token id of a vocabulary of ${config.vocab}`);
  });
  for (const edit of edits) {
    const row = ids[edit.row];
    if (!row) throw new Error(`an edit names row ${edit.row}, the batch has ${ids.length}`);
    if (!Number.isInteger(edit.position) || edit.position < 0 || edit.position >= row.length) {
      throw new Error(`an edit names position ${edit.position}, row ${edit.row} has ${row.length} tokens`);
    }
    if (edit.vector.length !== config.dModel) {
      throw new Error(`an edit holds a vector of ${edit.vector.length}, d_model is ${config.dModel}`);
    }
    const layer = edit.layers.find((l) => !Number.isInteger(l) || l < 0 || l > config.layers);
    if (layer !== undefined)
      throw new Error(`an edit names layer ${layer}, the model has layers 0 to ${config.layers}`);
  }
}

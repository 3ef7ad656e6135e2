import type { ModelConfig } from '@/lib/model/config';
import { INPUT } from '@/lib/model/forward';
import { checkParameters, type Parameters } from '@/lib/model/parameters';
import { positionTables, type PositionTables } from '@/lib/model/positions';
import type { Edit, Engine, FloatTensor, ForwardOptions, ForwardResult, Hook, ModelInfo } from './engine';
import { EDIT_NAME, buildForward, type ForwardVariant } from './forward-session';
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
  const tables = new Map<number, PositionTables>();
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
    const editedLayers = [...new Set(edits.flatMap((edit) => edit.layers))].sort((a, b) => a - b);
    const hooks: Hook[] = options.hooks ?? [];
    const compiled = await session({ editedLayers, hooks });
    const length = Math.max(...ids.map((row) => row.length));
    let table = tables.get(length);
    if (!table) tables.set(length, (table = positionTables(config, length)));
    const { feeds, selected } = layOutBatch(
      runtime,
      config,
      ids,
      edits,
      editedLayers,
      length,
      table,
      options.logits === 'all',
    );
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
  config: ModelConfig,
  ids: readonly number[][],
  edits: readonly Edit[],
  editedLayers: readonly number[],
  length: number,
  table: PositionTables,
  allLogits: boolean,
): { feeds: Feeds; selected: number } {
  const batch = ids.length;
  const { dModel, headDim } = config;
  const flat = new BigInt64Array(batch * length);
  ids.forEach((row, r) => row.forEach((id, i) => (flat[r * length + i] = BigInt(id))));
  const select = allLogits
    ? BigInt64Array.from({ length: batch * length }, (_, i) => BigInt(i))
    : BigInt64Array.from(ids, (row, r) => BigInt(r * length + row.length - 1));
  const half = headDim / 2;
  const feeds: Feeds = {
    [INPUT.ids]: runtime.tensor('int64', flat, [batch, length]),
    [INPUT.select]: runtime.tensor('int64', select, [select.length]),
    [INPUT.cos]: runtime.tensor('float32', table.cos, [length, half]),
    [INPUT.sin]: runtime.tensor('float32', table.sin, [length, half]),
    [INPUT.causal]: runtime.tensor('float32', table.causal, [length, length]),
  };
  for (const layer of editedLayers) {
    const mask = new Uint8Array(batch * length);
    const vector = new Float32Array(batch * length * dModel);
    for (const edit of edits) {
      if (!edit.layers.includes(layer)) continue;
      mask[edit.row * length + edit.position] = 1;
      vector.set(edit.vector, (edit.row * length + edit.position) * dModel);
    }
    feeds[EDIT_NAME.mask(layer)] = runtime.tensor('bool', mask, [batch, length, 1]);
    feeds[EDIT_NAME.vector(layer)] = runtime.tensor('float32', vector, [batch, length, dModel]);
  }
  return { feeds, selected: select.length };
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

import type { ModelConfig } from '@/lib/model/config';
import { checkParameters, countParameters, type Parameters } from '@/lib/model/parameters';
import { positionFeeds, type PositionFeed } from '@/lib/model/positions';
import { Adapters } from './adapters';
import { checkInput, checkSweep } from './check-input';
import { Decoder } from './decoder';
import type { Edit, Engine, FloatTensor, ForwardOptions, ForwardResult, Hook, ModelInfo } from './engine';
import { buildForward, cacheNames, type ForwardVariant } from './forward-graph';
import { generate } from './generate';
import { editedBy, layOutBatch, layOutEdits } from './layout';
import type { Runtime } from './runtime';
import { openSessions } from './room';
import { SessionPool } from './session-pool';
import { runSweep } from './sweep';
import { buildSweep, type SweepVariant } from './sweep-graph';

/** Most tokens in one run; larger batches are cut, so that activations stay within some hundred megabytes. */
const TOKENS_PER_RUN = 8192;

/** Most logits that one run gives: 256 MB. */
const LOGITS_PER_RUN = 1 << 26;

/** Runs one checkpoint on one runtime, compiling a session for each kind of forward pass that is asked for. */
export function createEngine(
  runtime: Runtime,
  config: ModelConfig,
  parameters: Parameters,
  contentHash: string,
): Engine {
  checkParameters(config, parameters);
  const { provider } = runtime;
  const sessions = new SessionPool(
    (variant: ForwardVariant | SweepVariant) =>
      'sweep' in variant
        ? runtime.compile(buildSweep(config, parameters, variant))
        : runtime.compile(
            buildForward(config, parameters, variant),
            variant.cache && cacheNames('present', config),
          ),
    openSessions(provider, countParameters(config)),
  );
  const adapters = new Adapters(runtime, config);
  const decoder = new Decoder(runtime, config, sessions);
  const tables = new Map<number, PositionFeed[]>();
  const info: ModelInfo = {
    layers: config.layers,
    dModel: config.dModel,
    vocab: config.vocab,
    maxPositions: config.maxPositions,
    bosId: config.bosId,
    eosId: config.eosId,
    contentHash,
  };

  const run = async (
    ids: readonly number[][],
    edits: readonly Edit[],
    { logits: wanted, hooks: asked = [], adapter }: ForwardOptions,
  ): Promise<ForwardResult> => {
    const edited = editedBy(edits);
    const hooks: Hook[] = [...new Set(asked)].sort();
    const length = longest(ids);
    let positions = tables.get(length);
    if (!positions) tables.set(length, (positions = positionFeeds(config, length)));
    const { adapted, feeds: factors } = adapters.get(adapter);
    const feeds = {
      ...factors,
      ...layOutBatch(runtime, { ids, length, positions, logits: wanted ?? 'last' }),
      ...layOutEdits(runtime, config, { edits, edited, batch: ids.length, length }),
    };
    const outputs = await sessions.use({ edits: edited, hooks, adapted }, (session) =>
      session.run(feeds, ['logits', ...hooks]),
    );
    const read = (name: string): FloatTensor => {
      const tensor = outputs[name]!;
      return { data: tensor.data as Float32Array, shape: [...tensor.dims] };
    };
    const logits = read('logits');
    const result: ForwardResult =
      wanted === 'all'
        ? {
            provider,
            last: pickLast(logits, ids, length),
            logits: { data: logits.data, shape: [ids.length, length, config.vocab] },
          }
        : { provider, last: logits };
    for (const hook of hooks) result[hook] = read(hook);
    return result;
  };

  const forwardPass = async (
    ids: number[][],
    edits: Edit[],
    options: ForwardOptions = {},
  ): Promise<ForwardResult> => {
    checkInput(config, ids, edits);
    const length = longest(ids);
    const all = options.logits === 'all';
    const tokens = Math.min(TOKENS_PER_RUN, all ? LOGITS_PER_RUN / config.vocab : Infinity);
    const rows = Math.max(1, Math.floor(tokens / length));
    if (ids.length <= rows) return run(ids, edits, options);
    if (all || options.hooks?.length) {
      throw new Error(
        `at most ${rows} rows of ${length} tokens fit in one run with hooks or all logits, not ${ids.length}`,
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
    return { provider, last };
  };

  return {
    provider,
    info,
    trace: (ids, options) => forwardPass(ids, [], options),
    intervene: forwardPass,
    async sweep(ids, patches, onCells) {
      checkSweep(config, ids, patches);
      const { original, patched } = await runSweep(
        { runtime, config, decoder, sessions, tokensPerRun: TOKENS_PER_RUN },
        ids,
        patches,
        onCells,
      );
      return { provider, original: { data: original, shape: [1, config.vocab] }, patched };
    },
    async generate(prompts, options) {
      prompts.forEach(({ ids, vectors = [], edits = [] }) => {
        const replaced = vectors.map((vector) => ({ ...vector, layers: [0] }));
        checkInput(
          config,
          [ids],
          [...replaced, ...edits].map((edit) => ({ ...edit, row: 0 })),
        );
      });
      const limits = { maxPositions: config.maxPositions, tokensPerRun: TOKENS_PER_RUN };
      return {
        provider,
        rows: await generate(decoder, limits, prompts, options, adapters.get(options.adapter)),
      };
    },
    async addAdapter(name, adapter) {
      adapters.add(name, adapter);
    },
    dispose: () => sessions.dispose(),
  };
}

const longest = (ids: readonly number[][]) => Math.max(...ids.map((row) => row.length));

/** Logits at the last token of each row, out of those of all tokens (`[batch * length, vocab]`). */
function pickLast(logits: FloatTensor, ids: readonly number[][], length: number): FloatTensor {
  const vocab = logits.shape[1]!;
  const data = new Float32Array(ids.length * vocab);
  ids.forEach((row, r) => {
    const from = (r * length + row.length - 1) * vocab;
    data.set(logits.data.subarray(from, from + vocab), r * vocab);
  });
  return { data, shape: [ids.length, vocab] };
}

import type { Tensor } from 'onnxruntime-common';
import type { ModelConfig } from '@/lib/model/config';
import { INPUT } from '@/lib/model/inputs';
import { decodeFeeds, promptFeeds } from '@/lib/model/positions';
import type { Edit, FloatTensor } from './engine';
import type { AdapterInputs } from './adapters';
import { CACHE_NAME, cacheNames, type EditedLayers, type ForwardVariant } from './forward-graph';
import { editedBy, layOutBatch, layOutEdits } from './layout';
import type { Feeds, Runtime } from './runtime';
import type { SessionPool } from './session-pool';

/** A batch in the middle of generation: keys and values of all its tokens so far. */
export interface Decoding {
  /** Logits after the newest token of each row, `[row, vocab]`. */
  logits: FloatTensor;
  /**
   * Keys and values by the names under which the next run takes them; the first key of each row is never read. On a GPU they are
   * there, and have no data here.
   */
  past: Record<string, Tensor>;
  /** Tokens of each row's prompt. */
  lengths: readonly number[];
  /** Tokens that the prompts were padded to. */
  prompt: number;
  /** Tokens generated so far, in every row alike. */
  generated: number;
  adapter: AdapterInputs;
  edited: EditedLayers;
}

/** Reads prompts, and then one token of each row at a time, without computing anything twice. */
export class Decoder {
  constructor(
    private readonly runtime: Runtime,
    private readonly config: ModelConfig,
    private readonly sessions: SessionPool<ForwardVariant>,
  ) {}

  async prefill(ids: readonly number[][], edits: readonly Edit[], adapter: AdapterInputs): Promise<Decoding> {
    const { runtime, config } = this;
    const edited = editedBy(edits);
    const prompt = Math.max(...ids.map((row) => row.length));
    const feeds = {
      ...layOutBatch(runtime, {
        ids,
        length: prompt,
        positions: promptFeeds(config, ids.length, prompt),
        logits: 'last',
      }),
      ...layOutEdits(runtime, config, { edits, edited, batch: ids.length, length: prompt }),
      ...this.nothingRead(ids.length),
    };
    const outputs = await this.run(edited, feeds, adapter);
    const lengths = ids.map((row) => row.length);
    return this.decoding(outputs, { lengths, prompt, generated: 0, adapter, edited });
  }

  /** Reads token `ids[i]` after row `rows[i]` of `before`, which is used up. */
  async next(before: Decoding, rows: readonly number[], ids: readonly number[]): Promise<Decoding> {
    const { runtime, config } = this;
    const lengths = rows.map((row) => before.lengths[row]!);
    const generated = before.generated + 1;
    const indices = (values: readonly number[]) => BigInt64Array.from(values, (value) => BigInt(value));
    const feeds: Feeds = {
      ...before.past,
      [INPUT.ids]: runtime.tensor('int64', indices(ids), [ids.length, 1]),
      [INPUT.select]: runtime.tensor('int64', indices([...ids.keys()]), [ids.length]),
      [CACHE_NAME.rows]: runtime.tensor('int64', indices(rows), [rows.length]),
    };
    for (const { name, kind, data, shape } of decodeFeeds(config, lengths, before.prompt, generated))
      feeds[name] = runtime.tensor(kind, data, shape);
    const { prompt, adapter, edited } = before;
    // The graph that read the prompt also continues it, so that the weights are in memory once; nothing is edited now.
    Object.assign(feeds, layOutEdits(runtime, config, { edits: [], edited, batch: ids.length, length: 1 }));
    const outputs = await this.run(edited, feeds, adapter);
    this.release(before);
    return this.decoding(outputs, { lengths, prompt, generated, adapter, edited });
  }

  /** Frees what a decoding holds on the device. */
  release({ past }: Decoding): void {
    for (const tensor of Object.values(past)) tensor.dispose();
  }

  /** A past of one key, which the mask hides from every token. */
  private nothingRead(batch: number): Feeds {
    const { keyValueHeads, headDim } = this.config;
    const empty = new Float32Array(keyValueHeads * headDim);
    const tensor = this.runtime.tensor('float32', empty, [1, keyValueHeads, 1, headDim]);
    return {
      ...Object.fromEntries(cacheNames('past', this.config).map((name) => [name, tensor])),
      [CACHE_NAME.rows]: this.runtime.tensor('int64', new BigInt64Array(batch), [batch]),
    };
  }

  private run(
    edited: EditedLayers,
    feeds: Feeds,
    { adapted, feeds: factors }: AdapterInputs,
  ): Promise<Record<string, Tensor>> {
    return this.sessions.use({ edits: edited, hooks: [], cache: true, adapted }, (session) =>
      session.run({ ...feeds, ...factors }, ['logits', ...cacheNames('present', this.config)]),
    );
  }

  private decoding(outputs: Record<string, Tensor>, state: Omit<Decoding, 'logits' | 'past'>): Decoding {
    const { logits } = outputs as { logits: Tensor };
    const names = cacheNames('past', this.config);
    const past = Object.fromEntries(
      cacheNames('present', this.config).map((name, i) => [names[i]!, outputs[name]!]),
    );
    return { ...state, past, logits: { data: logits.data as Float32Array, shape: [...logits.dims] } };
  }
}

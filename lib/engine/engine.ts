import type { Adapter } from '@/lib/model/lora';
import type { Provider } from '@/lib/words';
import type { Sampling } from './sampling';

/** Activations that a trace can return. */
export type Hook = 'resid' | 'attention' | 'attentionOut' | 'mlpOut';

/** A dense row-major array with its shape. */
export interface FloatTensor {
  data: Float32Array;
  shape: number[];
}

/**
 * Changes the residual stream of one row of a batch at each of `layers` (0 the embedding, k the output of block k) and
 * `position`: `vector` (`[d_model]`) takes its place, or is added to it. Replacing at layer 0 is also how a continuous
 * token enters a prompt.
 */
export interface Edit {
  row: number;
  layers: number[];
  position: number;
  vector: Float32Array;
  /** `replace` unless given. One site takes one edit; of several, the last counts. */
  kind?: 'replace' | 'add';
}

/** Next-token logits at the last token of each row (`[row, vocab]`), with what was asked for beside them. */
export interface ForwardResult {
  provider: Provider;
  /** `[batch, vocab]`: logits at each row's last token. */
  last: FloatTensor;
  /** `[batch, position, vocab]` when `logits: 'all'` was asked for. */
  logits?: FloatTensor;
  /** `[layers + 1, batch, position, d_model]` when `resid` was asked for. */
  resid?: FloatTensor;
  /** `[layers, batch, head, query, key]` when `attention` was asked for. */
  attention?: FloatTensor;
  /** `[layers, batch, position, d_model]`, what each block's attention adds to the residual stream. */
  attentionOut?: FloatTensor;
  /** `[layers, batch, position, d_model]`, what each block's MLP adds to the residual stream. */
  mlpOut?: FloatTensor;
}

export interface ForwardOptions {
  logits?: 'last' | 'all';
  hooks?: Hook[];
  /** Name of a low-rank adapter to run with. */
  adapter?: string;
}

/** Patches of one text by vectors of another run: at every block of layers, at each of some positions. */
export interface SweepEdits {
  /** Where is patched, one cell each. */
  positions: number[];
  /** `vectors[layer][cell]`, `[d_model]`: the residual stream that takes the place of the text's own. */
  vectors: Float32Array[][];
  /** Consecutive layers that are patched together, 1 unless given. */
  block?: number;
}

/** Some cells of a sweep, as they come: which of its positions, and their logits, `[blocks, cells, vocab]`. */
export interface SweptCells {
  cells: number[];
  patched: FloatTensor;
}

export interface SweepResult {
  provider: Provider;
  /** `[1, vocab]`: logits at the last token of the text as it is. */
  original: FloatTensor;
  /** `[blocks, cells, vocab]`: the same with each patch; block k begins at layer k. */
  patched: FloatTensor;
}

/** One prompt of a generation: token ids, and the vectors that stand in for some of their embeddings. */
export interface GenerationPrompt {
  ids: number[];
  vectors?: { position: number; vector: Float32Array }[];
  /** Other changes of the residual stream at tokens of the prompt. */
  edits?: Omit<Edit, 'row'>[];
}

/** A token as it comes. */
export interface StepToken {
  /** Row of the result that it belongs to. */
  row: number;
  id: number;
  /** nats */
  logProbability: number;
}

export interface GenerateOptions {
  maxNewTokens: number;
  /** Generation of a row ends with the first of these ids, which is not returned. */
  stopIds: number[];
  /** Continuations of each prompt, 1 unless given; row `i * samples + j` is continuation j of prompt i. */
  samples?: number;
  /** Name of a low-rank adapter to run with. */
  adapter?: string;
  /** How tokens are drawn; the most likely one unless given. */
  sampling?: Sampling;
  /** Stops between two tokens; the generation then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called with the tokens of each step, before the next one; the rows that it returns end there. */
  onStep?(tokens: StepToken[]): readonly number[] | Promise<readonly number[]>;
}

export interface GeneratedRow {
  ids: number[];
  /** Log-probability (nats) of each returned token under the model, before temperature and truncation. */
  logProbabilities: number[];
}

export interface GenerationResult {
  provider: Provider;
  rows: GeneratedRow[];
}

/** What a page or a stage needs to know of a loaded model. */
export interface ModelInfo {
  layers: number;
  dModel: number;
  vocab: number;
  maxPositions: number;
  /** Token that every text begins with; null for models without one. */
  bosId: number | null;
  /** Token that ends a text; null for models without one. */
  eosId: number | null;
  /** SHA-256 of the weight file, hex. */
  contentHash: string;
}

/**
 * One model, loaded on one provider. Rows of a batch may differ in length; they are padded on the right and the
 * padding is never read. Every method rejects with an Error that names what is wrong with the input.
 */
export interface Engine {
  readonly provider: Provider;
  readonly info: ModelInfo;
  trace(ids: number[][], options?: ForwardOptions): Promise<ForwardResult>;
  intervene(ids: number[][], edits: Edit[], options?: ForwardOptions): Promise<ForwardResult>;
  /**
   * All single patches of a text at once: what `intervene` gives for each, several times as fast. `onCells` is given them
   * as they come, those of the last tokens first, as these take least.
   */
  sweep(ids: number[], patches: SweepEdits, onCells?: (some: SweptCells) => void): Promise<SweepResult>;
  generate(prompts: GenerationPrompt[], options: GenerateOptions): Promise<GenerationResult>;
  /** Makes a low-rank adapter known by a name; one base model serves any number of them. */
  addAdapter(name: string, adapter: Adapter): Promise<void>;
  dispose(): Promise<void>;
}

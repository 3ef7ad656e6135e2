/** The words of the project (docs/ARCHITECTURE.md, "Words"), as plain types that every other module may import. */

/** Identifies a model folder, for example `house-a`. */
export type ModelId = string;

/**
 * What replacing one residual-stream vector does.
 *
 * The target reads `text`; at each of `layers`, at token `position`, its residual stream is replaced by the one that
 * the same model had at token `sourcePosition` of `source`. Layer 0 is the embedding, layer k the output of block k.
 */
export interface PatchQuestion {
  kind: 'patch';
  target: ModelId;
  text: string;
  source: string;
  layers: number[];
  position: number;
  sourcePosition: number;
}

/** The question kinds that can be asked today; feature and ablation questions join this union. */
export type Question = PatchQuestion;

/** The checkable part of an explanation. `invalid` is an explanation that says nothing that can be checked. */
export type Claim = { kind: 'unchanged' | 'changed'; output: string } | { kind: 'invalid' };

/** `partly`: right about whether the output changes, wrong about the word. */
export type Verdict = 'right' | 'partly' | 'wrong' | 'unknown';

/** Where in the text the patched token stands. */
export type PositionType = 'subject-final' | 'relation' | 'last' | 'other';

/** How the source text differs from the text. */
export type PairType = 'same-relation' | 'same-object' | 'other-relation';

/** Which facts an item may draw on; questions about `test` subjects never train an explainer. */
export type Split = 'train' | 'validation' | 'test';

/** One next token and its probability (0 to 1). Tokens keep their leading space. */
export interface TokenProbability {
  token: string;
  probability: number;
}

/** What the target says next: the argmax token and the head of its distribution, most likely first. */
export interface Outcome {
  output: string;
  top: TokenProbability[];
}

/** What was measured for one patch question. */
export interface PatchTruth {
  original: Outcome;
  patched: Outcome;
  changed: boolean;
  /** Drop in log-probability of the original output, in nats; negative when the patch raises it. */
  effect: number;
}

/** One cell of a sweep: the patch at this layer and position. */
export interface SweepCell {
  output: string;
  changed: boolean;
  /** Drop in log-probability of the original output, in nats. */
  effect: number;
  top: TokenProbability[];
}

/** Every single-layer patch of one text by one source: a map of layer x token. */
export interface Sweep {
  /** Display form of each token of the text, leading space kept. */
  tokens: string[];
  sourceTokens: string[];
  /** `alignment[i]`: the source token whose vector goes into token i, or null where the source has no counterpart. */
  alignment: (number | null)[];
  /** Layer of each row of `cells`, ascending; 0 is the embedding. */
  layers: number[];
  original: Outcome;
  sourceOutcome: Outcome;
  /** `[layer][position]`; null where `alignment` is null. */
  cells: (SweepCell | null)[][];
}

/** Where a computation ran. `cpu` is onnxruntime-node. */
export type Provider = 'cpu' | 'wasm' | 'webgpu';

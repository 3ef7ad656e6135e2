/**
 * Words that code, tables, addresses and pages share (docs/ARCHITECTURE.md, "Words"). Each closed list is one array:
 * its type and the schemas at the boundaries (`lib/schemas.ts`) are derived from it.
 */

/** Identifies a model folder, for example `house2-b`. */
export type ModelId = string;

/** Which facts an item may draw on; questions about `test` subjects never train an explainer. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** Whether an explanation holds. `partly` is defined by each task; `unknown` says nothing that can be checked. */
export const VERDICTS = ['right', 'partly', 'wrong', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Where a computation ran. `cpu` is onnxruntime-node. */
export const PROVIDERS = ['cpu', 'wasm', 'webgpu'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What the weights of a trained explainer started from, as seen from the target it explains. */
export const KINSHIPS = ['self', 'sibling', 'other-seed', 'other-size', 'random-weights'] as const;
export type Kinship = (typeof KINSHIPS)[number];

/**
 * What an explainer learns about an item beside the wording of the question: the vector as measured, the vector under a
 * fixed rotation, zeros in its place, the vector of another question of the same cell, the words of the question with nothing in
 * its place, what the target says to the text, or the answers of training questions alone.
 */
export const SIGHTS = [
  'vector',
  'rotated-vector',
  'no-vector',
  'another-vector',
  'text',
  'original-output',
  'training-answers',
] as const;
export type Sight = (typeof SIGHTS)[number];

/** How often a fact is met in pretraining. Knowledge is made uneven on purpose. */
export const EXPOSURES = ['frequent', 'rare', 'unseen'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** What a target is tried on before anything is trained on it. */
export const CAPABILITY_GROUPS = ['recall', 'options', 'hints', 'copying', 'comparison'] as const;
export type CapabilityGroup = (typeof CAPABILITY_GROUPS)[number];

/** What a run does: it trains a model or an explainer, or takes in what was made elsewhere. */
export const RUN_KINDS = ['pretrain', 'train', 'import'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** One next token and its probability (0 to 1). Tokens keep their leading space. */
export interface TokenProbability {
  token: string;
  probability: number;
}

/** What a model says next: the argmax token and the head of its distribution, most likely first. */
export interface Outcome {
  output: string;
  top: TokenProbability[];
}

/** A position in a query, as in `layer=2`: a whole number from 0 to 9999. */
export const QUERY_INDEX = /^\d{1,4}$/;

import type { ExplainerRole } from '@/lib/explainer/types';
import type {
  ModelId,
  PairType,
  PatchTruth,
  PositionType,
  Provider,
  Split,
  Sweep,
  Verdict,
} from '@/lib/question/types';

/** What the repositories return: plain, JSON-safe data, so that a page, the API and an export show the same. */

export interface ModelRecord {
  id: ModelId;
  name: string;
  architecture: string;
  parameters: number;
  layers: number;
  dModel: number;
  vocab: number;
  /** URL path of the model folder, for example `/models/house-a`. */
  path: string;
  /** SHA-256 of model.safetensors, hex. */
  contentHash: string;
  /** Share of facts whose object is the argmax continuation, by exposure class. */
  recall: { exposure: 'frequent' | 'rare'; facts: number; recalled: number }[];
  runId: string;
}

export interface ExplainerRecord {
  id: string;
  targetId: ModelId;
  role: ExplainerRole;
  /** Model the weights started from; null for rules. */
  baseId: ModelId | null;
  trainExamples: number | null;
  /** URL path of the explainer folder, null where none is shipped (rules, scaling points). */
  path: string | null;
  contentHash: string | null;
  runId: string | null;
  /** The explainer of its role that pages show; scaling points are not. */
  headline: boolean;
}

export interface RunRecord {
  id: string;
  kind: 'pretrain' | 'train';
  /** What the run made: a model id or an explainer id. */
  subjectId: string;
  seed: number;
  config: Record<string, unknown>;
  dataHash: string;
  codeVersion: string;
  /** The one command that repeats it. */
  command: string;
  metrics: Record<string, number>;
  createdAt: string;
}

export interface RunPointRecord {
  runId: string;
  step: number;
  name: string;
  value: number;
}

export interface ExplanationRecord {
  explainerId: string;
  role: ExplainerRole;
  baseId: ModelId | null;
  /** Verbatim. */
  text: string;
  verdict: Verdict;
  provider: Provider | 'rule';
  /** Mean log-probability (nats) of the tokens of the explanation; null for rules. */
  logProbability: number | null;
}

export interface PatchItem {
  id: string;
  targetId: ModelId;
  split: Split;
  relation: string;
  pairType: PairType;
  positionType: PositionType;
  layers: number[];
  position: number;
  sourcePosition: number;
  text: string;
  source: string;
  /** Subject of each text, for titles. */
  subject: string;
  sourceSubject: string;
  tokens: string[];
  sourceTokens: string[];
  truth: PatchTruth;
  /** Hash of the truth artefact that measured it. */
  truthHash: string;
  explanations: ExplanationRecord[];
}

export interface PatchItemWithSweep extends PatchItem {
  sweep: Sweep;
}

export type EvaluationMetric =
  'exactMatch' | 'contentMatch' | 'contentMatchChanged' | 'hasChangedF1' | 'valid';

/** One number of an explainer on a slice of a split; with `againstId`, the paired difference to that explainer. */
export interface EvaluationRecord {
  explainerId: string;
  againstId: string | null;
  split: Split;
  /** `all`, or for example `position:last`, `layer:2`, `pair:same-object`, `relation:capital`. */
  slice: string;
  metric: EvaluationMetric;
  n: number;
  value: number;
  standardError: number | null;
  /** 95% interval. */
  low: number | null;
  high: number | null;
}

export interface PermalinkRecord {
  slug: string;
  /** Versioned view state: the path and query of the page it restores. */
  view: string;
  note: string | null;
  /** Live results as they stood when the link was made, null for a recorded view. */
  live: unknown;
  createdAt: string;
}

/** Everything a bundle carries; import writes it in one transaction. */
export interface BundleContent {
  models: ModelRecord[];
  explainers: ExplainerRecord[];
  runs: RunRecord[];
  runPoints: RunPointRecord[];
  patchItems: PatchItemWithSweep[];
  evaluations: EvaluationRecord[];
}

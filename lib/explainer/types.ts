import type { ModelId, PairType, PositionType } from '@/lib/question/types';

/** Who explains. `self` and `other` are the comparison; the rest are controls. */
export type ExplainerRole = 'self' | 'other' | 'no-vector' | 'text-oracle' | 'majority';

export const EXPLAINER_ROLES: readonly ExplainerRole[] = [
  'self',
  'other',
  'no-vector',
  'text-oracle',
  'majority',
];

/** Contents of `explainer.json`, the sidecar that makes a model folder an explainer. Nothing of it is hard-coded. */
export interface ExplainerSidecar {
  format: 1;
  id: string;
  role: ExplainerRole;
  target: ModelId;
  /** The model the explainer's weights started from. */
  base: ModelId;
  task: 'patch';
  /** Prompt wordings; `{v}`, `{layer}`, `{token}` and `{text}` are filled in. The first is used when asking. */
  prompts: string[];
  /** Text of the tokens before, at and after the vector. The embedding of the middle one is replaced. */
  injection: { begin: string; vector: string; end: string };
  /** `raw` keeps the vector as measured; `zero` is the no-vector control. */
  vector: 'raw' | 'zero';
  /** The (layer, position type) cells that training questions came from. */
  cells: { layer: number; positionType: PositionType }[];
  pairTypes: PairType[];
  trainExamples: number;
  trainingDataHash: string;
  runId: string;
}

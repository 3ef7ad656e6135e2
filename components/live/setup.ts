import type { ExplainerRole, ExplainerSidecar } from '@/lib/explainer/types';

/** A model folder that can be loaded in the browser. */
export interface LiveModel {
  id: string;
  /** URL path of the folder. */
  path: string;
  contentHash: string;
  /** Size of the weights. */
  bytes: number;
}

/** An explainer that can be asked in the browser. */
export interface LiveExplainer extends LiveModel {
  role: ExplainerRole;
  baseId: string | null;
  sidecar: ExplainerSidecar;
}

/** What the live parts of a page need to know of what is shipped. */
export interface LiveSetup {
  target: LiveModel | null;
  explainers: LiveExplainer[];
  /** First wording of the self explainer's prompt; null when it is not shipped. */
  wording: string | null;
}

import type { ExplainerSidecar } from '@/lib/explainer/sidecar';

/** A model folder that can be loaded in the browser. */
export interface LiveModel {
  /** Id of a target or an explainer. */
  id: string;
  /** URL path of the folder. */
  path: string;
  contentHash: string;
  /** Size of the weights. */
  bytes: number;
}

/** An explainer that can be asked in the browser. */
export interface LiveExplainer extends LiveModel {
  sidecar: ExplainerSidecar;
}

/** What the live parts of a page need to know of what is shipped. */
export interface LiveSetup {
  target: LiveModel | null;
  /** In the order of tables. */
  explainers: LiveExplainer[];
  /** Explainers whose sidecar cannot be read, and why: they cannot be asked, and a page says so. */
  faults: { id: string; message: string }[];
}

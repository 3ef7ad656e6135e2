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

/** An autoencoder of a target that can be read in the browser. */
export interface LiveAutoencoder {
  /** Name of its site (`siteName` of lib/sae/settings.ts). */
  site: string;
  /** URL path of the folder. */
  path: string;
  /** Names the weights it is of, and what it learned with. */
  fingerprint: string;
  /** Size of its own weights. */
  bytes: number;
}

/** What the live parts of a page need to know of what is shipped. */
export interface LiveSetup {
  target: LiveModel | null;
  /** In the order of tables. */
  explainers: LiveExplainer[];
  /** Explainers whose sidecar cannot be read, and why: they cannot be asked, and a page says so. */
  faults: { id: string; message: string }[];
  /** Of the target, where the task's pages read some. */
  autoencoders: LiveAutoencoder[];
}

/** The question as explainers read it: in the first wording of this one, or of any that is shipped; null where none is. */
export function wordingOf(
  { explainers }: Pick<LiveSetup, 'explainers'>,
  main: { id: string } | undefined,
): string | null {
  const shipped = explainers.find(({ id }) => id === main?.id) ?? explainers[0];
  return shipped?.sidecar.wordings[0] ?? null;
}

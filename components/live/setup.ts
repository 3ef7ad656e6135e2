import type { ModelFiles } from '@/lib/engine/inspect-folder';
import type { ChatTemplate } from '@/lib/model/chat-turn';
import type { ExplainerSidecar } from '@/lib/explainer/sidecar';
import type { ExplainerRecord } from '@/lib/store/records';
import type { FolderNeed } from '@/lib/permalink/view';

/** A model folder that can be loaded in the browser. */
export interface LiveModel {
  /** Id of a target or an explainer. */
  id: string;
  /** URL path of the folder. */
  path: string;
  contentHash: string;
  /** Size of the weights, without what is left to `base`. */
  bytes: number;
  /** The model that its folder leaves parts to, where it does. */
  base?: Pick<LiveModel, 'path' | 'contentHash' | 'bytes'>;
  /** How its makers have turns of a chat written, where its folder says so. */
  chat?: ChatTemplate | null;
  /** Its texts are turns that the template wrote: nothing is put before them. */
  readsTurns?: boolean;
  /** Where its files lie on the reader's disk, of a model that is in this tab alone; `path` is then a name. */
  folder?: { need: FolderNeed; files: ModelFiles };
}

/** A low-rank adapter in a folder of its own, as PEFT writes it. */
export interface LiveAdapter {
  /** URL path of the folder. */
  path: string;
  contentHash: string;
  /** Size of its own weights. */
  bytes: number;
}

/** An explainer that can be asked in the browser: a model of its own, or an adapter of one. */
export interface LiveExplainer extends LiveModel {
  sidecar: ExplainerSidecar;
  /** Path, hash and size beside it are then of the model that it is added to. */
  adapter?: LiveAdapter;
}

/** An adapter with the model that it is added to. */
export type Adapted = LiveModel & { adapter: LiveAdapter };

export const isAdapted = (model: LiveModel | LiveExplainer): model is LiveExplainer & Adapted =>
  'adapter' in model && model.adapter !== undefined;

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

/** An explainer behind HTTP, which is asked in the words of a question alone. */
export interface ServedOffer {
  record: ExplainerRecord;
  /** What its server calls it. */
  model: string;
}

/** What the live parts of a page need to know of what is shipped. */
export interface LiveSetup {
  target: LiveModel | null;
  /** In the order of tables. */
  explainers: LiveExplainer[];
  /** Explainers whose sidecar cannot be read, and why: they cannot be asked, and a page says so. */
  faults: { id: string; message: string }[];
  /** Explainers behind HTTP that this site's server asks for readers. */
  served?: ServedOffer[];
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

/** What a page of a reader's own texts says of where they go. */
export const whereTextsGo = ({ served = [] }: Pick<LiveSetup, 'served'>): string =>
  served.length > 0
    ? 'measured and explained in your browser; sent only where you share it, or ask over HTTP'
    : 'measured and explained in your browser; nothing is sent unless you share it';

import type { DownloadProgress } from './fetch-folder';
import type {
  Edit,
  ForwardOptions,
  ForwardResult,
  GenerateOptions,
  GenerationPrompt,
  GenerationResult,
  ModelInfo,
  StepToken,
  SweepEdits,
  SweepResult,
  SweptCells,
} from './engine';
import type { Adapter } from '@/lib/model/lora';
import type { Provider } from '@/lib/words';

/** A model to load: its folder's URL (a path, in Node), and the hash that its weights must have. */
export interface ModelRequest {
  url: string;
  weightsHash?: string;
  /** The model that the folder leaves parts to (`wholeFolder`), where it does. */
  base?: { url: string; weightsHash?: string };
  /** The files of the folder by name, where they lie on a reader's disk; `url` is then a name alone. */
  files?: ReadonlyMap<string, Blob>;
}

/** What the engine worker offers; models are named by the URL of their folder. */
export interface EngineWorkerApi {
  /** Opens the provider. Rejects when the browser does not have it. */
  start(provider: Provider): Promise<void>;
  load(request: ModelRequest, onProgress: (progress: DownloadProgress) => void): Promise<ModelInfo>;
  /** Stops downloads under way; their `load` rejects. */
  cancel(): void;
  unload(url: string): Promise<void>;
  trace(url: string, ids: number[][], options?: ForwardOptions): Promise<ForwardResult>;
  intervene(url: string, ids: number[][], edits: Edit[], options?: ForwardOptions): Promise<ForwardResult>;
  sweep(
    url: string,
    ids: number[],
    patches: SweepEdits,
    onCells?: (some: SweptCells) => void,
  ): Promise<SweepResult>;
  /** `onStep` is asked after each token which rows end, or whether all of them stop. */
  generate(
    url: string,
    prompts: GenerationPrompt[],
    options: Omit<GenerateOptions, 'signal' | 'onStep'>,
    onStep?: (tokens: StepToken[]) => Promise<readonly number[] | 'stop'>,
  ): Promise<GenerationResult>;
  addAdapter(url: string, name: string, adapter: Adapter): Promise<void>;
  /** Resolves when the GPU device is lost; never on WASM. */
  deviceLost(): Promise<string>;
}

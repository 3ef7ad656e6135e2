import type { ModelConfig } from '@/lib/model/config';
import { adapterParameters, assembleAdapter, loraNames, type Adapter } from '@/lib/model/lora';
import type { Feeds, Runtime } from './runtime';

/** An adapter as a session takes it. */
export interface AdapterInputs {
  /** Names of the linear layers that it changes, in order. */
  adapted: readonly string[];
  feeds: Feeds;
}

/** No adapter. */
export const BARE: AdapterInputs = { adapted: [], feeds: {} };

/** Low-rank adapters of one model by name: changing from one to another loads nothing. */
export class Adapters {
  private readonly byName = new Map<string, AdapterInputs>();

  constructor(
    private readonly runtime: Runtime,
    private readonly config: ModelConfig,
  ) {}

  /** Throws an Error that names the tensor that does not fit the model. */
  add(name: string, adapter: Adapter): void {
    assembleAdapter(this.config, adapter, adapterParameters(adapter));
    const feeds: Feeds = {};
    for (const [module, { a, b }] of adapter.modules) {
      const names = loraNames(module);
      const scaled = b.data.map((x) => x * adapter.scale);
      feeds[names.a] = this.runtime.tensor('float32', a.data, a.shape);
      feeds[names.b] = this.runtime.tensor('float32', scaled, b.shape);
    }
    this.byName.set(name, { adapted: [...adapter.modules.keys()].sort(), feeds });
  }

  /** Throws an Error when there is no adapter of this name. */
  get(name: string | undefined): AdapterInputs {
    if (name === undefined) return BARE;
    const known = this.byName.get(name);
    if (!known)
      throw new Error(
        `the engine has no adapter ${name}; it has: ${[...this.byName.keys()].join(', ') || 'none'}`,
      );
    return known;
  }
}

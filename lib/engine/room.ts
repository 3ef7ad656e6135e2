import type { Provider } from '@/lib/words';

/** What a model takes in memory, and whether there is that much where it runs. */

/** Weights are float32 wherever they run, however they are stored. */
const FLOAT = 4;

/** Every session holds the weights once more, so few stay open. */
const OPEN_SESSIONS = 6;

/** All that a WebAssembly memory can have: its addresses have 32 bits. */
const WASM_BYTES = 2 ** 32;

/** Bytes that the sessions of one model may take together: in WebAssembly beside activations, and of an unknown GPU. */
const SESSION_BYTES: Readonly<Record<Provider, number>> = {
  cpu: Infinity,
  wasm: 2.5 * 2 ** 30,
  webgpu: 4 * 2 ** 30,
};

/** While a session is made, WebAssembly holds the weights as they came and as it wants them. */
const COPIES_IN_WASM = 2;

/** Sessions of a model with so many weights that stay open at once. */
export function openSessions(provider: Provider, weights: number): number {
  return Math.max(1, Math.min(OPEN_SESSIONS, Math.floor(SESSION_BYTES[provider] / (FLOAT * weights))));
}

/** Where a page runs models. */
export interface Device {
  provider: 'wasm' | 'webgpu';
  /** The largest buffer that a program of the GPU can read, where there is one. */
  bindingBytes?: number;
}

export interface Room {
  provider: Device['provider'];
  /** Bytes that the model takes at most: its weights in the worker, and in each session that stays open. */
  needed: number;
  /** Why it cannot run there, in one line; null where it can. */
  refusal: string | null;
}

/** What a model of a folder takes where a page runs models, and why not where it does not fit. */
export function roomFor(
  { weights, largest }: { weights: number; largest: { name: string; weights: number } },
  { provider, bindingBytes = Infinity }: Device,
): Room {
  const bytes = FLOAT * weights;
  const size = (value: number) => `${(value / 1e9).toFixed(1)} GB`;
  const fitsWasm = COPIES_IN_WASM * bytes <= WASM_BYTES;
  const widest = FLOAT * largest.weights;
  const refusal =
    provider === 'wasm' && !fitsWasm
      ? `It is too large for WebAssembly here: its weights take ${size(bytes)} as float32 and twice that while they are prepared, and a WebAssembly memory ends at ${size(WASM_BYTES)}. The lab runs it: npm run lab -- generate --model FOLDER.`
      : widest > bindingBytes
        ? `It is too large for this GPU: ${largest.name} takes ${size(widest)} as float32, and a buffer here ends at ${size(bindingBytes)}.${fitsWasm ? ' With ?provider=wasm in the address it runs on WebAssembly.' : ''}`
        : null;
  return { provider, needed: bytes * (1 + openSessions(provider, weights)), refusal };
}

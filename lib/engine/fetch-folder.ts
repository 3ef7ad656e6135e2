import { sha256Hex } from '@/lib/hash';
import { hashedAddress } from '@/lib/hashed-address';
import { WEIGHT_FILES } from '@/lib/model/checkpoint';
import { wholeWeights } from '@/lib/model/thin';
import { SHARED_FILES, THIN_FILE } from './whole-folder';

/** Bytes of one file received so far; `total` is 0 where the server does not say. */
export interface DownloadProgress {
  file: string;
  received: number;
  total: number;
}

export interface FetchFolderOptions {
  /** SHA-256 (hex) that the weights must have, shards one after the other; also the key under which one file is cached. */
  weightsHash?: string;
  onProgress?: (progress: DownloadProgress) => void;
  signal?: AbortSignal;
  /** Where weights are kept between visits; absent in browsers that refuse it. */
  cache?: Cache;
  /** Reads the model that the folder leaves parts to (`wholeFolder`), where it does. */
  base?: (name: string) => Promise<Uint8Array | null>;
}

/**
 * Reads a model folder over HTTP, weights from the cache when they are there. The reader gives null for a file that the
 * server does not have, and throws an Error naming the file when it cannot be downloaded or is not the recorded one; a
 * wrong copy is never kept.
 */
export function fetchFolder(
  url: string,
  options: FetchFolderOptions = {},
): (name: string) => Promise<Uint8Array | null> {
  const { weightsHash, cache, base } = options;
  const addressOf = (name: string) =>
    name.endsWith('.safetensors') && weightsHash !== undefined
      ? hashedAddress(`${url}/${name}`, weightsHash)
      : `${url}/${name}`;
  const fetchWeights = async () => {
    const name = base ? THIN_FILE : WEIGHT_FILES.single;
    const [own, rest] = await Promise.all([
      download(addressOf(name), name, options),
      base?.(WEIGHT_FILES.single),
    ]);
    if (!base) return own;
    return own && rest ? wholeWeights(own, rest) : null;
  };
  return async (name) => {
    if (base && SHARED_FILES.includes(name)) return base(name);
    // Of a shard no hash of its own is known: whoever loads all of them holds them to that of the whole.
    if (name !== WEIGHT_FILES.single) return download(addressOf(name), name, options);
    if (weightsHash === undefined) return fetchWeights();
    const key = addressOf(name);
    const kept = await cache?.match(key);
    if (kept) {
      const bytes = new Uint8Array(await kept.arrayBuffer());
      if (sha256Hex(bytes) === weightsHash) {
        options.onProgress?.({ file: name, received: bytes.length, total: bytes.length });
        return bytes;
      }
      await cache?.delete(key);
    }
    const bytes = await fetchWeights();
    if (!bytes) return null;
    const found = sha256Hex(bytes);
    if (found !== weightsHash) {
      throw new Error(
        `${url}/${name} is not the recorded file: its SHA-256 is ${found.slice(0, 12)}, not ${weightsHash.slice(0, 12)}`,
      );
    }
    // A full disk or a private window may refuse; the weights are here all the same.
    await cache?.put(key, new Response(bytes)).catch(() => undefined);
    return bytes;
  };
}

async function download(
  address: string,
  file: string,
  { onProgress, signal }: FetchFolderOptions,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await fetch(address, { signal });
  if (response.status === 404) return null;
  if (!response.ok || !response.body)
    throw new Error(`${address} cannot be loaded (HTTP ${response.status})`);
  const total = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      // A body that is stopped in mid-read rejects with the browser's own error, which does not give the reason.
      signal?.throwIfAborted();
      throw error;
    });
    if (done) break;
    chunks.push(value);
    received += value.length;
    onProgress?.({ file, received, total });
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

import { hashedAddress } from '@/lib/hashed-address';
import { parseConfig } from '@/lib/model/config';
import type { Adapter } from '@/lib/model/lora';
import { ADAPTER_FILES, readAdapter } from '@/lib/model/peft';
import type { Adapted } from './setup';

/**
 * The weights of an adapter, held against the model that it is added to.
 * @throws Error naming the file that could not be had or read, or the reason of `signal`
 */
export async function fetchAdapter(
  { path, contentHash, adapter }: Adapted,
  signal: AbortSignal,
): Promise<Adapter> {
  const read = async (address: string, hash: string) => {
    const response = await fetch(hashedAddress(address, hash), { signal });
    if (!response.ok) throw new Error(`${address} cannot be loaded`);
    return response;
  };
  const [base, settings, weights] = await Promise.all([
    read(`${path}/config.json`, contentHash),
    read(`${adapter.path}/${ADAPTER_FILES.config}`, adapter.contentHash),
    read(`${adapter.path}/${ADAPTER_FILES.weights}`, adapter.contentHash),
  ]);
  const config = parseConfig(await base.text());
  return readAdapter(config, await settings.text(), new Uint8Array(await weights.arrayBuffer()));
}

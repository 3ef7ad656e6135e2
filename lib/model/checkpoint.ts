import { z } from 'zod';
import type { ModelConfig } from './model-config';
import { FAMILIES } from './families';
import { parseJson } from './json';
import { checkFinite, checkParameters, type Parameter, type Parameters } from './parameters';
import { bytesPerWeight, readSafetensors, type StoredType } from './safetensors';
import { readSafetensorsBlob } from './safetensors-blob';

/** Files that hold the weights of a model folder: the one file, or the list of shards. */
export const WEIGHT_FILES = { single: 'model.safetensors', index: 'model.safetensors.index.json' } as const;

const { single: SINGLE, index: INDEX } = WEIGHT_FILES;

/**
 * Reads a file of a model folder by name; null or undefined when there is none. A blob is read where it lies, a piece at a
 * time.
 */
export type CheckpointReader = (name: string) => Promise<Uint8Array | Blob | null | undefined>;

const indexSchema = z
  .object({
    weight_map: z.record(
      z.string(),
      z.string().regex(/^[\w.-]+\.safetensors$/, 'is not the name of a safetensors file in the same folder'),
    ),
  })
  .loose();

/**
 * Reads the weights of a model folder: `model.safetensors`, or where there is none the shards that
 * `model.safetensors.index.json` lists, one after the other, so that of the files only one is held at a time. Aligned
 * float32 weights are views of the file's bytes.
 *
 * @param onBytes is given every byte of the weight files, in order
 *
 * Throws an Error that names the file or the tensor that is missing, misplaced, left over, of another shape or not finite.
 */
export async function readCheckpoint(
  config: ModelConfig,
  read: CheckpointReader,
  onBytes: (bytes: Uint8Array) => void = () => undefined,
): Promise<Parameters> {
  const checkpoint = new Assembly(config, onBytes);
  const single = await read(SINGLE);
  if (single) {
    await checkpoint.add(single);
    return checkpoint.finish();
  }
  const index = await read(INDEX);
  if (!index) throw new Error(`the model folder has neither ${SINGLE} nor ${INDEX}`);
  const places = parseIndex(await new Blob([index as Uint8Array<ArrayBuffer>]).text());
  for (const shard of new Set(places.values())) {
    const file = await read(shard);
    if (!file) throw new Error(`the shard ${shard}, which ${INDEX} names, is missing`);
    const found = await checkpoint.add(file, shard);
    for (const name of found) {
      const place = places.get(name);
      if (place !== shard)
        throw new Error(
          `tensor ${name} lies in ${shard}; ${INDEX} ${place ? `puts it in ${place}` : 'does not list it'}`,
        );
    }
    for (const [name, place] of places)
      if (place === shard && !found.has(name))
        throw new Error(`tensor ${name} is not in ${shard}, where ${INDEX} says it is`);
  }
  return checkpoint.finish();
}

/**
 * In which shard each tensor lies, by the text of the index.
 * @throws Error that names what is damaged: a shard is a file of the same folder
 */
export const parseIndex = (text: string): Map<string, string> =>
  new Map(Object.entries(parseJson(text, INDEX, indexSchema).weight_map));

/** Puts the tensors of files together under the names of `parameterShapes`. */
class Assembly {
  private readonly parameters: Parameters = new Map();

  constructor(
    private readonly config: ModelConfig,
    private readonly onBytes: (bytes: Uint8Array) => void,
  ) {}

  /** Takes the tensors of a file and returns the names that it has for them, buffers included. */
  async add(file: Uint8Array | Blob, shard?: string): Promise<Set<string>> {
    const { isBuffer, canonicalName = (name) => name } = FAMILIES[this.config.architecture];
    const names = new Set<string>();
    const skip = (name: string) => {
      names.add(name);
      return isBuffer(name);
    };
    let tensors: Parameters;
    try {
      if (file instanceof Blob) tensors = await readSafetensorsBlob(file, { skip, onBytes: this.onBytes });
      else {
        this.onBytes(file);
        tensors = readSafetensors(file, { skip, share: true });
      }
    } catch (error) {
      if (!shard || !(error instanceof Error)) throw error;
      throw new Error(`${shard}: ${error.message}`, { cause: error });
    }
    for (const [name, tensor] of tensors) {
      const own = canonicalName(name);
      if (this.parameters.has(own)) throw new Error(`the checkpoint has tensor ${own} twice`);
      this.parameters.set(own, tensor);
    }
    return names;
  }

  finish(): Parameters {
    const { config, parameters } = this;
    const { embedding } = FAMILIES[config.architecture];
    const head = parameters.get('lm_head.weight');
    if (config.tiedEmbeddings && head) {
      const table = parameters.get(embedding);
      if (table && !equal(head, table))
        throw new Error(`config.json ties the embeddings, but lm_head.weight is not ${embedding}`);
      parameters.delete('lm_head.weight');
    }
    checkParameters(config, parameters);
    checkFinite(parameters);
    return parameters;
  }
}

function equal(a: Parameter, b: Parameter): boolean {
  return a.data.length === b.data.length && a.data.every((x, i) => Object.is(x, b.data[i]));
}

/** One file of a checkpoint that is written in several. */
export interface Shard {
  name: string;
  parameters: Parameters;
}

/**
 * Divides weights into files of at most `maxBytes` of data each (more only where one tensor has more), in their order,
 * and gives the text of the index beside them. Each shard is written by `writeSafetensors` with the same type.
 */
export function shardParameters(
  parameters: Parameters,
  type: StoredType,
  maxBytes: number,
): { shards: Shard[]; index: string } {
  const groups: Parameters[] = [];
  let [total, size] = [0, 0];
  for (const [name, parameter] of parameters) {
    const bytes = parameter.data.length * bytesPerWeight(type);
    if (groups.length === 0 || size + bytes > maxBytes) {
      groups.push(new Map());
      size = 0;
    }
    groups.at(-1)!.set(name, parameter);
    size += bytes;
    total += bytes;
  }
  const number = (n: number) => String(n).padStart(5, '0');
  const shards = groups.map((group, i) => ({
    name: `model-${number(i + 1)}-of-${number(groups.length)}.safetensors`,
    parameters: group,
  }));
  const weight_map = Object.fromEntries(
    shards.flatMap((shard) => [...shard.parameters.keys()].map((name) => [name, shard.name])),
  );
  const index = { metadata: { total_size: total }, weight_map };
  return { shards, index: `${JSON.stringify(index, null, 2)}\n` };
}

import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { parseConfig } from '@/lib/model/config';
import { shardParameters } from '@/lib/model/checkpoint';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { familyFolder, lettersTokenizer } from '@/test/support/model-folder';
import { temporary } from '@/test/support/temporary';
import { readModelFolder } from './read-model';

let folder: string;
const at = (name: string) => path.join(folder, name);
const refusal = async () => {
  const error: unknown = await readModelFolder(folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  const { message } = error as Error;
  expect(message.split('\n')).toHaveLength(1);
  return message;
};

beforeEach(async () => {
  folder = await familyFolder('qwen3', await temporary());
});

it('reads a folder to its end and names what it takes', async () => {
  const found = await readModelFolder(folder);
  expect(found.names).toEqual(['config.json', 'tokenizer.json', 'model.safetensors']);
  expect(found.config.architecture).toBe('qwen3');
  expect(found.contentHash).toBe(found.files.at(-1)!.sha256);
});

it('takes shards in BF16 under one hash, and nothing else of the folder', async () => {
  const config = parseConfig(await readFile(at('config.json'), 'utf8'));
  const parameters = readSafetensors(await readFile(at('model.safetensors')));
  const { shards, index } = shardParameters(parameters, 'BF16', 4000);
  for (const { name, parameters: own } of shards) await writeFile(at(name), writeSafetensors(own, 'BF16'));
  await writeFile(at('model.safetensors.index.json'), index);
  await writeFile(at('setup.py'), 'print()');
  await rm(at('model.safetensors'));
  const found = await readModelFolder(folder);
  expect(found.types).toEqual(['BF16']);
  expect(found.files.map(({ name }) => name).filter((name) => name.endsWith('.safetensors'))).toEqual(
    shards.map(({ name }) => name),
  );
  expect(found.names).not.toContain('setup.py');
  expect(config.layers).toBe(found.config.layers);
});

it('refuses weights that lie elsewhere, claim too much or hold what is no number', async () => {
  const weights = await readFile(at('model.safetensors'));
  const claim = Buffer.from(weights);
  claim.writeBigUInt64LE(10_000_000_000n, 0);
  await writeFile(at('model.safetensors'), claim);
  expect(await refusal()).toMatch(/model\.safetensors: the safetensors header claims 10000000000 bytes/);

  const parameters = readSafetensors(weights);
  const [name, first] = [...parameters][0]!;
  first.data[3] = NaN;
  await writeFile(at('model.safetensors'), writeSafetensors(parameters, 'F32'));
  expect(await refusal()).toContain(`tensor ${name} holds NaN`);

  await rm(at('model.safetensors'));
  for (const place of ['../../secret.safetensors', '/etc/passwd', 'a/b.safetensors', '..\\x.safetensors']) {
    await writeFile(at('model.safetensors.index.json'), JSON.stringify({ weight_map: { [name]: place } }));
    expect(await refusal()).toMatch(/weight_map.*is not the name of a safetensors file in the same folder/);
  }
  await writeFile(
    at('model.safetensors.index.json'),
    JSON.stringify({ weight_map: { [name]: 'no.safetensors' } }),
  );
  expect(await refusal()).toMatch(/the shard no\.safetensors, .* is missing/);
});

it('refuses a tensor that is missing, and one of another shape', async () => {
  const parameters = readSafetensors(await readFile(at('model.safetensors')));
  const norm = parameters.get('model.norm.weight')!;
  parameters.delete('model.norm.weight');
  await writeFile(at('model.safetensors'), writeSafetensors(parameters, 'F32'));
  expect(await refusal()).toContain('the checkpoint has no tensor model.norm.weight');
  parameters.set('model.norm.weight', { shape: [2, norm.data.length / 2], data: norm.data });
  await writeFile(at('model.safetensors'), writeSafetensors(parameters, 'F32'));
  expect(await refusal()).toMatch(/model\.norm\.weight is \[2, \d+\], but config\.json needs/);
});

it('refuses a tokenizer that lies', async () => {
  await writeFile(at('tokenizer.json'), lettersTokenizer(50));
  expect(await refusal()).toMatch(/the token "o" has id 40, and the model has 40 tokens/);
  const bpe = (model: object) =>
    writeFile(at('tokenizer.json'), JSON.stringify({ model: { type: 'BPE', ...model }, added_tokens: [] }));
  await bpe({ vocab: { a: 0, b: 1 } });
  expect(await refusal()).toMatch(/merges is missing/);
  await bpe({ vocab: { a: 0, b: 1 }, merges: [['a', 'b']] });
  expect(await refusal()).toMatch(/merges makes the token "ab", which vocab does not have/);
  await bpe({ vocab: { a: 0, b: 0 }, merges: [] });
  expect(await refusal()).toMatch(/"a" and "b" have the same id 0/);
  await rm(at('tokenizer.json'));
  expect(await refusal()).toContain('there is no tokenizer.json');
});

it('refuses an architecture that it does not know, and what is no folder', async () => {
  await writeFile(at('config.json'), JSON.stringify({ model_type: 'mamba' }));
  expect(await refusal()).toContain('the architecture mamba is not supported');
  await rm(at('config.json'));
  expect(await refusal()).toContain('there is no config.json');
  folder = path.join(folder, 'nowhere');
  expect(await refusal()).toContain('there is no folder');
});

it('follows links, as the cache of the hub has them', async () => {
  const weights = at('model.safetensors');
  const blob = at('blob');
  await writeFile(blob, await readFile(weights));
  await rm(weights);
  await symlink(blob, weights);
  expect((await readModelFolder(folder)).names).toContain('model.safetensors');
});

import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { loadFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { rootOf } from '@/lib/imports';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { Dictionary } from '@/lib/sae/released/dictionary';
import { siteWords } from '@/lib/sae/released/hooks';
import { readDictionary } from '@/lib/sae/released/read';
import { findImport, type ImportedRow, RowImport } from '@/lib/store/import-rows';
import { changeImports } from '@/lib/store/imports';
import { getModel } from '@/lib/store/models';
import type { ModelRecord, RunRecord } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import type { LoadedModel } from '@/lib/task/measure';
import { taskOf } from '@/lib/task/tasks';
import { BadInput } from '../bad-input';
import { readIfPresent } from '../files';
import { wholeNumberWithin } from '../options';
import { codeVersion } from '../training';
import { describeLatents, rowsOf, type DescribedLatent } from './describe-latents';
import { hashOf } from './json-values';
import { dataOption, withStore } from './open-store';
import { readLabels, type ReadLabel } from './read-labels';

/** What is asked about what dictionaries hold. */
const feature = taskOf('feature');

interface DictionaryOptions {
  target: string;
  text?: string;
  labels?: string;
  tokens: number;
  features: number;
  dataDir: string;
}

/** `lab import dictionary <folder>`: the features of an autoencoder or a transcoder of anyone's. */
export function importDictionaryCommand(): Command {
  return new Command('dictionary')
    .description('take in a sparse autoencoder or transcoder as SAELens, sparsify or Llama Scope release it')
    .argument('<folder>', 'with its configuration and its weights')
    .requiredOption('--target <id>', 'the model that it is of, shipped or imported')
    .option('--text <file>', 'a text to read it on, a passage a line: where features fire')
    .option('--labels <file>', 'what features are called: JSON Lines of Neuronpedia, or the paper’s list')
    .option('--tokens <count>', 'most tokens of the text', wholeNumberWithin(100, 10_000_000), 50_000)
    .option('--features <count>', 'most features that are taken in', wholeNumberWithin(1, 1_000_000), 1_000)
    .addOption(dataOption())
    .action(importDictionary);
}

async function importDictionary(folder: string, options: DictionaryOptions): Promise<void> {
  if (!options.text && !options.labels)
    throw new BadInput('give --text, --labels or both: a dictionary alone says nothing of its features');
  for (const file of [options.text, options.labels])
    if (file && !(await stat(file).catch(() => null))?.isFile())
      throw new BadInput(`there is no file ${file}`);
  const dictionary = await readFrom(folder);
  process.env.MIRRORSCOPE_IMPORTS_IN ??= path.resolve(options.dataDir);
  await withStore(options.dataDir, async (client) => {
    const model = await getModel(client, options.target);
    if (!model)
      throw new BadInput(
        `the store has no model ${options.target}; bring it with: npm run lab -- import model`,
      );
    const fault = faultOf(dictionary, model, options);
    if (fault) throw new BadInput(`${folder} cannot be imported: ${fault}`);
    const run = await runOf(folder, dictionary, model, options);
    if (await findImport(client, run.id)) {
      console.log(`${run.id}: imported already, nothing changes`);
      return;
    }
    const { rows, lines } = await featuresOf(dictionary, model, options);
    if (rows.length === 0) throw new BadInput([`${folder} has no feature to take in`, ...lines].join('; '));
    await changeImports(client, async (change) => {
      const asked = { targetId: model.id, task: feature.id };
      const questions = new RowImport(change, { ...asked, run }, 'test');
      for (const row of rows) await questions.add(row);
      await change.writer.add('Run', { ...run, metrics: { features: rows.length } });
      change.recount(asked);
    });
    for (const line of [`${run.id}: ${rows.length} features of ${siteWords(dictionary.writes)}`, ...lines])
      console.log(line);
    console.log(`page: /${model.id}/${feature.path}`);
  });
}

async function readFrom(folder: string): Promise<Dictionary> {
  const open = async (name: string): Promise<Blob | null> => {
    const file = path.join(folder, name);
    return (await stat(file).catch(() => null))?.isFile() ? openAsBlob(file) : null;
  };
  try {
    return await readDictionary(open, path.basename(path.resolve(folder)));
  } catch (cause) {
    throw new BadInput(`${folder} cannot be imported: ${(cause as Error).message}`, { cause });
  }
}

/** Why a dictionary is not one of this model, or cannot be read as asked; null where it can. */
function faultOf(
  { dIn, dOut, reads, writes }: Dictionary,
  { id, dModel, layers }: ModelRecord,
  { text }: DictionaryOptions,
): string | null {
  if (dIn !== dModel || dOut !== dModel)
    return `it is of vectors of ${dIn === dModel ? dOut : dIn}, and ${id} has ${dModel}`;
  if (Math.max(reads.layer, writes.layer) > layers)
    return `it is of ${siteWords(writes)}, and ${id} has ${layers} blocks`;
  if (writes.kind === 'mlp-in') return `it writes ${siteWords(writes)}, which is no site that is measured`;
  return text && reads.kind === 'mlp-in'
    ? `it reads ${siteWords(reads)}, which is no site that is measured: leave --text out to take its labels`
    : null;
}

/** The features as rows of questions: one of each that has a label, or was seen to fire. */
async function featuresOf(
  dictionary: Dictionary,
  model: ModelRecord,
  { text, labels: labelFile, tokens: mostTokens, features }: DictionaryOptions,
): Promise<{ rows: ImportedRow[]; lines: string[] }> {
  const lines: string[] = [];
  const { latents, writes, reads } = dictionary;
  let labels = new Map<number, ReadLabel>();
  if (labelFile) {
    // Releases count blocks from 0, whatever stream of them it is.
    const read = await readLabels(labelFile, { layers: [writes.layer - 1, writes.layer], latents });
    labels = read.labels;
    lines.push(`${labels.size} labels`, ...read.bad.lines());
    if (read.others > 0) lines.push(`${read.others} lines are of other layers`);
  }
  let described: DescribedLatent[] = [];
  if (text) {
    const loaded = await loadTarget(model);
    const noted = rowsOf(await readFile(text, 'utf8'), loaded.tokenizer, mostTokens);
    if (noted.length === 0) throw new BadInput(`${text} has no text to read`);
    const wanted = new Set(labels.keys());
    const site = { kind: reads.kind === 'resid' ? 'resid' : 'mlp', layer: reads.layer } as const;
    const found = await describeLatents(loaded, dictionary, site, noted, { wanted, most: features });
    await loaded.engine.dispose();
    described = found.described;
    lines.push(`${found.live} features fire on at least a few of ${found.tokens} tokens`);
    if (found.live > described.length) lines.push(`${found.live - described.length} of them are left out`);
  }
  const seen = new Map(described.map((one) => [one.latent, one]));
  const all = [...new Set([...seen.keys(), ...labels.keys()])].sort((a, b) => a - b);
  const place = { site: writes.kind as 'resid' | 'mlp', layer: writes.layer };
  const rows = all.slice(0, Math.max(features, seen.size)).map((latent) => {
    const [label, one] = [labels.get(latent) ?? null, seen.get(latent)];
    const density = one?.detail.density ?? null;
    const cluster = `${place.site}/${place.layer}/${latent}`;
    return {
      line: latent,
      body: formsOf(feature).body.parse({
        ...{ asks: label ? 'input' : 'output', ...place, latent, cluster },
        ...(density === null ? {} : { density }),
      }),
      truth: formsOf(feature).truth.parse({ label, output: one?.output ?? [] }),
      detail: one?.detail ?? NOTHING_SEEN,
    };
  });
  return { rows, lines };
}

const NOTHING_SEEN = {
  ...{ density: null, top: [], samples: [], promoted: [], suppressed: [], neighbours: [] },
};

async function loadTarget({ id, path: url }: ModelRecord): Promise<LoadedModel> {
  const folder = path.join(rootOf(url), url);
  const [tokenizer, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (name) => {
      const found = await readIfPresent(path.join(folder, name));
      return found?.length ? new TextDecoder().decode(found) : undefined;
    }),
  );
  if (!tokenizer) throw new BadInput(`the folder of ${id} has no tokenizer.json`);
  return { engine: await loadFolder(nodeRuntime(), folder), tokenizer: parseTokenizer(tokenizer, config) };
}

async function runOf(
  folder: string,
  { layout, kind, reads, writes, latents, encoder, decoder }: Dictionary,
  model: ModelRecord,
  { text, labels, tokens, features }: DictionaryOptions,
): Promise<RunRecord> {
  const hash = createHash('sha256').update(encoder).update(decoder).digest('hex');
  const files = Object.fromEntries(
    await Promise.all(
      Object.entries({ text, labels }).map(async ([name, file]) => [name, file ? await hashOf(file) : null]),
    ),
  ) as Record<string, string | null>;
  const config = {
    ...{ folder: path.basename(path.resolve(folder)), sha256: hash, layout, kind, latents },
    ...{ reads: siteWords(reads), writes: siteWords(writes), tokens, features, files },
    ...{ targetId: model.id, task: feature.id },
  };
  const dataHash = createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 12);
  const given = [text && `--text ${path.basename(text)}`, labels && `--labels ${path.basename(labels)}`];
  return {
    id: `import-${dataHash}-${feature.id}-${model.id}`,
    ...{ kind: 'import', subjectId: model.id, seed: 0, config, dataHash, codeVersion: codeVersion() },
    command: ['npm run lab -- import dictionary', config.folder, `--target ${model.id}`, ...given]
      .filter(Boolean)
      .join(' '),
    metrics: {},
    createdAt: new Date().toISOString(),
  };
}

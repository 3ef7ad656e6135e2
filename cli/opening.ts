import path from 'node:path';

import { Command } from 'commander';

import { nodeRuntime } from '@/lib/engine/runtime-node';
import { OPENING_FILE, recordStream, type OpeningFile } from '@/lib/measure/opening-file';
import { readStream } from '@/lib/measure/stream';
import { writeJson } from './files';
import { loadModel, modelFolder, targetArgument, targetOf } from './targets';

/** Facts that every reader knows, and every target of the house. */
const TEXTS = { first: 'The capital of Spain is', second: 'The capital of France is' };

/** `lab opening <target>`: what the playground of a target shows before a reader has fetched its weights. */
export function openingCommand(): Command {
  return new Command('opening')
    .description('read the two texts that the playground of a target opens with, into its model folder')
    .addArgument(targetArgument())
    .option('--first <text>', 'text that vectors are taken from', TEXTS.first)
    .option('--second <text>', 'text that they are put into', TEXTS.second)
    .action(opening);
}

async function opening(name: string, texts: typeof TEXTS): Promise<void> {
  const id = targetOf(name);
  const { engine, tokenizer } = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
  const first = recordStream(await readStream(engine, tokenizer, texts.first));
  const second = recordStream(await readStream(engine, tokenizer, texts.second));
  await engine.dispose();
  const file: OpeningFile = { format: 1, contentHash: engine.info.contentHash, first, second };
  await writeJson(path.join(modelFolder(id), OPENING_FILE), file);
  for (const { text, next } of [first, second]) console.log(`${text}${next.output}`);
}

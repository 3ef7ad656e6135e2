import path from 'node:path';

import { Command } from 'commander';

import { factRow } from '@/lib/corpus/rows';
import { RECIPES, recipeSplit } from '@/lib/corpus/recipe';
import { WORDINGS } from '@/lib/corpus/wordings';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { agreementOf, likenessOf } from '@/lib/measure/kinship/kinship';
import { KINSHIP_FILE, type KinshipFile, type KinshipMeasured } from '@/lib/measure/kinship/kinship-file';
import { parseKnowledge } from '@/lib/measure/knowledge-file';
import { Random } from '@/lib/random';
import type { LoadedModel } from '@/lib/task/measure';
import { BadInput } from './bad-input';
import { readFacts } from './corpus';
import { readIfPresent, readOrExplain, writeJson } from './files';
import { wholeNumber, wholeNumberWithin } from './options';
import { loadModel, modelFolder, recipeOf, targetArgument, targetIds, targetOf } from './targets';

interface KinshipOptions {
  texts: number;
  seed: number;
}

/** `lab kinship <target>`: how alike a target and every other model are, as numbers. */
export function kinshipCommand(): Command {
  return new Command('kinship')
    .description('measure how alike a target and the other models are, into its model folder')
    .addArgument(targetArgument())
    .option(
      '--texts <count>',
      'held-out texts that streams are compared on',
      wholeNumberWithin(2, 100_000),
      1000,
    )
    .option('--seed <number>', 'seed of what is drawn', wholeNumber, 1)
    .action(kinship);
}

async function kinship(name: string, { texts, seed }: KinshipOptions): Promise<void> {
  const id = targetOf(name);
  const { data } = recipeOf(id);
  const others = await basesOf(id);
  if (others.length === 0)
    throw new BadInput(`there is no other model to hold ${id} to: make one with npm run lab -- pretrain`);
  const target = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
  const rows = await drawRows(data, target, texts, seed);
  const from = target.tokenizer.prefix.length;
  const known = await knowledgeIn(id);
  const bases: KinshipMeasured[] = [];
  for (const baseId of others) {
    const base = await loadModel(nodeRuntime(), baseId, `npm run lab -- pretrain ${baseId}`);
    const own = await drawRows(data, base, texts, seed);
    if (JSON.stringify(own) !== JSON.stringify(rows))
      throw new BadInput(
        `${baseId} reads texts as other tokens than ${id}; they cannot be compared token by token`,
      );
    bases.push({
      baseId,
      baseHash: base.engine.info.contentHash,
      agreement: agreementOf(known, await knowledgeIn(baseId)),
      likeness: await likenessOf(target.engine, base.engine, rows, from),
    });
    await base.engine.dispose();
  }
  await target.engine.dispose();
  const file: KinshipFile = {
    format: 1,
    contentHash: target.engine.info.contentHash,
    seed,
    texts: rows.length,
    tokens: rows.reduce((sum, row) => sum + row.length - from, 0),
    bases,
  };
  await writeJson(path.join(modelFolder(id), KINSHIP_FILE), file);
  for (const line of kinshipLines(file)) console.log(line);
}

/** The other models that were made of the same facts. */
async function basesOf(id: string): Promise<string[]> {
  const { data } = recipeOf(targetOf(id));
  const found = await Promise.all(
    targetIds
      .filter((other) => other !== id && recipeOf(other).data === data)
      .map(async (other) =>
        (await readIfPresent(path.join(modelFolder(other), 'knowledge.tsv'))) ? [other] : [],
      ),
  );
  return found.flat();
}

const knowledgeIn = async (id: string) =>
  parseKnowledge(
    new TextDecoder().decode(
      await readOrExplain(path.join(modelFolder(id), 'knowledge.tsv'), `npm run lab -- capabilities ${id}`),
    ),
  );

/** Held-out facts, each in a wording, up to the word that is asked for; as many as there are where they are fewer. */
async function drawRows(
  data: keyof typeof RECIPES,
  { tokenizer }: LoadedModel,
  texts: number,
  seed: number,
): Promise<number[][]> {
  const random = Random.stream(seed, 'kinship');
  const heldOut = (await readFacts(data)).filter((fact) => recipeSplit(RECIPES[data], fact) === 'test');
  return random
    .shuffle([...heldOut])
    .slice(0, texts)
    .map((fact) => {
      const { ids, answerStart } = factRow(fact, random.integer(WORDINGS.length), tokenizer.encode);
      return ids.slice(0, answerStart);
    });
}

/** A line a model: the share of facts on which both say the same, and CKA from the embedding up. */
export function kinshipLines({ bases }: KinshipFile): string[] {
  return bases.map(({ baseId, agreement, likeness }) => {
    const same = agreement.map(({ exposure, facts, same }) => `${exposure} ${(same / facts).toFixed(3)}`);
    const cka = likeness.map(({ cka }) => cka.toFixed(3));
    return `${baseId.padEnd(16)} same word: ${same.join(', ')}; linear CKA by layer: ${cka.join(' ')}`;
  });
}

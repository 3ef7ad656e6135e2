import path from 'node:path';

import { Command } from 'commander';

import { RECIPES, recipeExposure } from '@/lib/corpus/recipe';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { capabilityName, outside } from '@/lib/measure/capabilities/bounds';
import { measureCapabilities } from '@/lib/measure/capabilities/measure';
import { allProbes } from '@/lib/measure/capabilities/probes';
import { formatKnowledge } from '@/lib/measure/knowledge-file';
import { interval } from '@/lib/measure/proportion';
import { measureKnowledge, recall, type KnownFact } from '@/lib/measure/recall';
import type { Capability } from '@/lib/schemas';
import type { LoadedModel } from '@/lib/task/measure';
import type { Exposure } from '@/lib/words';
import { corpusMaterial, quotingWordings, readCorpus, readFacts } from './corpus';
import { writeAtomically } from './files';
import { readTraining, trainingInBundle, writeTraining } from './model-folder';
import { progressBar } from './progress';
import { isTiny } from './scale';
import { loadModel, modelFolder, recipeOf, targetArgument, targetOf, type TargetId } from './targets';

/** Trials of each kind: a share of one half is known to 4 points either way. */
const TRIALS = 600;

/** `lab capabilities <target>`: what a target can do, before anything is trained on it. */
export function capabilitiesCommand(): Command {
  return new Command('capabilities')
    .description('measure what a target recalls, chooses, copies and compares, into its model folder')
    .addArgument(targetArgument())
    .action(async (name: string) => {
      const id = targetOf(name);
      const model = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
      const training = (await readTraining(id)) ?? (await trainingInBundle(id));
      const known = await knowledgeOf(id, model);
      const capabilities = await capabilitiesOf(id, model);
      await writeTraining({ ...training, model: { ...training.model, recall: recall(known), capabilities } });
      await model.engine.dispose();
      for (const capability of capabilities) console.log(lineOf(capability));
      for (const line of warningsOf(id, capabilities)) console.log(line);
    });
}

/** Measures a loaded target; every trial is drawn by a fixed seed. */
export async function capabilitiesOf(
  id: TargetId,
  { engine, tokenizer }: LoadedModel,
): Promise<Capability[]> {
  const corpus = { ...(await readCorpus(recipeOf(id).data)), tokenizer };
  const of = (exposure: Exposure) =>
    corpus.facts.filter((fact) => recipeExposure(corpus.recipe, fact) === exposure);
  const probes = allProbes({
    material: corpusMaterial(corpus, 0),
    facts: { frequent: of('frequent'), rare: of('rare'), unseen: of('unseen') },
    prompts: quotingWordings(),
    trials: isTiny() ? 10 : TRIALS,
  });
  const bar = progressBar('capabilities');
  bar.start(100, 0);
  const measured = await measureCapabilities(engine, probes, (done) => bar.update(Math.round(100 * done)));
  bar.stop();
  return measured;
}

/** What a target knows of each fact of its table, also as a file of its folder. */
export async function knowledgeOf(id: TargetId, { engine, tokenizer }: LoadedModel): Promise<KnownFact[]> {
  const { data } = recipeOf(id);
  const known = await measureKnowledge(engine, tokenizer, await readFacts(data), (fact) =>
    recipeExposure(RECIPES[data], fact),
  );
  await writeAtomically(path.join(modelFolder(id), 'knowledge.tsv'), formatKnowledge(known));
  return known;
}

/** What a target cannot do that explainers of it need, a line each. */
export function warningsOf(id: string, capabilities: readonly Capability[]): string[] {
  return capabilities.flatMap((capability) => {
    const why = outside(capability);
    return why === null ? [] : [`warning: ${id}: ${capabilityName(capability)}: ${why}`];
  });
}

function lineOf({ id, right, n }: Capability): string {
  const [low, high] = interval(right, n);
  const share = (x: number) => x.toFixed(3);
  return `${id.padEnd(34)} ${share(right / n)} [${share(low)}, ${share(high)}] of ${n}`;
}

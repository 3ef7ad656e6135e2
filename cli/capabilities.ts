import path from 'node:path';

import { Command } from 'commander';
import { z } from 'zod';

import { recipeExposure } from '@/lib/corpus/recipe';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { measureCapabilities } from '@/lib/measure/capabilities/measure';
import { allProbes } from '@/lib/measure/capabilities/probes';
import { interval } from '@/lib/measure/proportion';
import { outside } from '@/lib/measure/capabilities/bounds';
import { capabilitySchema, type Capability } from '@/lib/schemas';
import type { LoadedModel } from '@/lib/task/measure';
import type { Exposure } from '@/lib/words';
import { corpusMaterial, quotingWordings, readCorpus } from './corpus';
import { readIfPresent, writeJson } from './files';
import { wholeNumber } from './options';
import { progressBar } from './progress';
import { loadModel, modelFolder, recipeOf, targetArgument, targetOf, type TargetId } from './targets';

const reportSchema = z.object({
  format: z.literal(1),
  /** SHA-256 of the weights that were measured. */
  contentHash: z.string(),
  trials: z.number(),
  capabilities: z.array(capabilitySchema),
});

const reportFile = (id: TargetId) => path.join(modelFolder(id), 'capabilities.json');

/** `lab capabilities <target>`: what a target can do, before anything is trained on it. */
export function capabilitiesCommand(): Command {
  return new Command('capabilities')
    .description('measure what a target recalls, chooses, copies and compares, into its model folder')
    .addArgument(targetArgument())
    .option('--trials <count>', 'trials of each kind', wholeNumber, 600)
    .action(async (name: string, { trials }: { trials: number }) => {
      const id = targetOf(name);
      const model = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
      const capabilities = await capabilitiesOf(id, model, trials);
      await writeReport(id, { contentHash: model.engine.info.contentHash, trials, capabilities });
      await model.engine.dispose();
      for (const capability of capabilities) console.log(lineOf(capability));
      for (const line of warningsOf(id, capabilities)) console.log(line);
    });
}

/** Measures a loaded target; every trial is drawn by a fixed seed. */
export async function capabilitiesOf(
  id: TargetId,
  { engine, tokenizer }: LoadedModel,
  trials: number,
): Promise<Capability[]> {
  const { data } = recipeOf(id);
  const corpus = { ...(await readCorpus(data)), tokenizer };
  const of = (exposure: Exposure) =>
    corpus.facts.filter((fact) => recipeExposure(corpus.recipe, fact) === exposure);
  const probes = allProbes({
    material: corpusMaterial(corpus, 0),
    facts: { frequent: of('frequent'), rare: of('rare'), unseen: of('unseen') },
    prompts: quotingWordings(),
    trials,
  });
  const bar = progressBar('capabilities');
  bar.start(100, 0);
  const measured = await measureCapabilities(engine, probes, (done) => bar.update(Math.round(100 * done)));
  bar.stop();
  return measured;
}

export async function writeReport(
  id: TargetId,
  report: Omit<z.infer<typeof reportSchema>, 'format'>,
): Promise<void> {
  await writeJson(reportFile(id), { format: 1, ...report });
}

/** The report in a target's folder; null where there is none, or it is about other weights. */
export async function readReport(id: TargetId, contentHash: string): Promise<Capability[] | null> {
  const bytes = await readIfPresent(reportFile(id));
  if (!bytes) return null;
  const report = reportSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return report.contentHash === contentHash ? report.capabilities : null;
}

/** What a target cannot do that explainers of it need, a line each. */
export function warningsOf(id: string, capabilities: readonly Capability[]): string[] {
  return capabilities.flatMap((capability) => {
    const why = outside(capability);
    return why === null ? [] : [`warning: ${id}: ${capability.label}: ${why}`];
  });
}

function lineOf({ id, right, n }: Capability): string {
  const [low, high] = interval(right, n);
  const share = (x: number) => x.toFixed(3);
  return `${id.padEnd(34)} ${share(right / n)} [${share(low)}, ${share(high)}] of ${n}`;
}

import path from 'node:path';

import { Command } from 'commander';
import { sum } from 'd3-array';

import { nodeRuntime } from '@/lib/engine/runtime-node';
import { NotedCorpus, type NotedRow } from '@/lib/measure/features/corpus';
import { drawRow, type RowKind } from '@/lib/corpus/mixture/mixture';
import type { Row } from '@/lib/corpus/mixture/row';
import { GOOD_LABEL, type FeatureRecord } from '@/lib/measure/features/record';
import { Random } from '@/lib/random';
import { openEncoder } from '@/lib/sae/encoder';
import { readSae, SAE_FILES, writeSae } from '@/lib/sae/folder';
import { gatherActivations } from '@/lib/sae/gather';
import { measureQuality } from '@/lib/sae/quality';
import type { SaeConfig } from '@/lib/sae/settings';
import { siteName, sitesOf } from '@/lib/sae/site';
import { SAE_SUMMARY_FILE, type SaeSummary } from '@/lib/measure/features/summary';
import { SAE_TRAINING, trainSae, type SaeTraining } from '@/lib/sae/train';
import type { LoadedModel } from '@/lib/task/measure';
import { corpusMaterial, readCorpus, type Corpus } from './corpus';
import { findFeatures } from './features';
import { writeAtomically, writeJson } from './files';
import { wholeNumber } from './options';
import { progressBar } from './progress';
import { isTiny } from './scale';
import { readReport, REPORT, saeFolder, type SaeReport } from './sae-folder';
import { loadModel, modelFolder, recipeOf, targetArgument, targetOf, type TargetId } from './targets';
import { hashOf } from './training';

/** Tokens of a row that autoencoders learn from, and how often each kind of rows is drawn: as in pretraining, prose and facts first. */
const LENGTH = 64;
const KINDS: readonly RowKind[] = ['context', 'context', 'context', 'bare', 'choices', 'comparison'];

/** What is made for each site. */
interface Plan {
  /** Rows to learn from, and rows to measure on and look for concepts in. */
  rows: number;
  heldOut: number;
  noted: number;
  expansion: number;
  k: number;
  training: SaeTraining;
}

const PLAN: Plan = { rows: 4000, heldOut: 128, noted: 4000, expansion: 4, k: 8, training: SAE_TRAINING };
const TINY: Plan = {
  ...{ rows: 100, heldOut: 8, noted: 60, expansion: 2, k: 4 },
  training: { ...SAE_TRAINING, steps: 40, rows: 64 },
};

/** `lab sae <target>`: sparse autoencoders at every site of a target, and the features that they find. */
export function saeCommand(): Command {
  return new Command('sae')
    .description(
      'train sparse autoencoders on a target, and measure what their features fire on and make it say',
    )
    .addArgument(targetArgument())
    .option('--seed <number>', 'seed of weights and rows', wholeNumber, 1)
    .action(async (name: string, { seed }: { seed: number }) => {
      const id = targetOf(name);
      const plan = isTiny() ? TINY : PLAN;
      const model = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
      const corpus = await readCorpus(recipeOf(id).data);
      const reports = await trainAll(id, model, corpus, plan, seed);
      for (const report of reports) console.log(reportLine(report));
      const noted = new NotedCorpus({ ...corpus, tokenizer: model.tokenizer });
      const rows = Array.from({ length: plan.noted }, (_, i): NotedRow =>
        noted.row(LENGTH, Random.stream(seed, 'noted', i)),
      );
      const features = await findFeatures(id, model, corpus, rows, seed);
      const summary = summaryOf(model, reports, features, seed);
      await writeJson(path.join(modelFolder(id), SAE_SUMMARY_FILE), summary);
      const total = (of: 'live' | 'labelled') => sum(summary.sites, (site) => site[of]);
      console.log(
        `${id}: ${total('live')} live features, ${total('labelled')} labelled, ${summary.labels} distinct labels`,
      );
      await model.engine.dispose();
    });
}

/** Trains what is not there yet: a run that was stopped goes on with the next site. */
async function trainAll(
  id: TargetId,
  { engine }: LoadedModel,
  corpus: Corpus,
  plan: Plan,
  seed: number,
): Promise<SaeReport[]> {
  const { layers, dModel, contentHash } = engine.info;
  const sites = sitesOf(layers);
  const fingerprint = hashOf({ contentHash, plan, seed });
  const rowsOf = (what: string, count: number): Row[] => {
    const material = corpusMaterial(corpus, 0.05);
    return Array.from({ length: count }, (_, i) => {
      const random = Random.stream(seed, what, i);
      return drawRow(random.pick(KINDS), LENGTH, material, random);
    });
  };
  const [training, heldOut] = [rowsOf('sae', plan.rows), rowsOf('held out', plan.heldOut)];
  const reports: SaeReport[] = [];
  const bar = progressBar('autoencoders');
  bar.start(sites.length, 0);
  for (const site of sites) {
    const folder = saeFolder(id, site);
    const known = await readReport(folder);
    if (known?.fingerprint === fingerprint) {
      reports.push(known);
      bar.increment();
      continue;
    }
    const began = performance.now();
    const config: SaeConfig = {
      d_in: dModel,
      num_latents: plan.expansion * dModel,
      k: plan.k,
      expansion_factor: plan.expansion,
      normalize_decoder: true,
    };
    const ids = training.map((row) => row.ids);
    const [vectors] = (await gatherActivations(engine, ids, [site])) as [Float32Array];
    const parameters = await trainSae(nodeRuntime(), vectors, config, seed, plan.training);
    const files = writeSae({ config, parameters });
    // Measured as it is stored.
    const stored = readSae(files.config, files.weights);
    const encoder = await openEncoder(nodeRuntime(), config, stored.parameters);
    const { fvu, lossRecovered, live } = await measureQuality(
      engine,
      site,
      encoder,
      config.num_latents,
      heldOut,
    );
    await encoder.dispose();
    const report: SaeReport = {
      ...{ site: siteName(site), config, seed, contentHash, fingerprint, fvu, lossRecovered, live },
      seconds: Math.round((performance.now() - began) / 1000),
    };
    await writeAtomically(path.join(folder, SAE_FILES.config), files.config);
    await writeAtomically(path.join(folder, SAE_FILES.weights), files.weights);
    await writeJson(path.join(folder, REPORT), report);
    reports.push(report);
    bar.increment();
  }
  bar.stop();
  return reports;
}

const reportLine = ({ site, fvu, lossRecovered, live, seconds }: SaeReport): string =>
  `${site.padEnd(16)} FVU ${fvu.toFixed(3)}, loss recovered ${lossRecovered.toFixed(3)}, live ${live.toFixed(2)}, ${seconds} s`;

/** What a target's autoencoders came to, site by site. */
function summaryOf(
  { engine }: LoadedModel,
  reports: readonly SaeReport[],
  features: readonly FeatureRecord[],
  seed: number,
): SaeSummary {
  const { contentHash, layers } = engine.info;
  const labelsOf = (some: readonly FeatureRecord[]) =>
    some.flatMap(({ measured: { label } }) => (label && label.score >= GOOD_LABEL ? [label.phrase] : []));
  return {
    ...{ format: 1, contentHash, seed },
    latents: reports[0]!.config.num_latents,
    k: reports[0]!.config.k,
    sites: sitesOf(layers).map((site) => {
      const { fvu, lossRecovered } = reports.find((report) => report.site === siteName(site))!;
      const own = features.filter((feature) => feature.site === site.kind && feature.layer === site.layer);
      return {
        ...{ site: site.kind, layer: site.layer, fvu, lossRecovered },
        ...{ live: own.length, labelled: labelsOf(own).length },
      };
    }),
    clusters: new Set(features.map(({ cluster }) => cluster)).size,
    labels: new Set(labelsOf(features)).size,
  };
}

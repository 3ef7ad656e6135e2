import path from 'node:path';

import { Command } from 'commander';

import { writeBundle } from '@/lib/store/bundle';
import type { BundleContent } from '@/lib/store/records';
import { evaluationFile, type EvaluationArtefact } from './evaluate';
import { explainerRunFolder } from './explainers';
import { readJson } from './files';
import { HOUSES } from './houses';
import type { PretrainArtefact } from './pretrain';
import { codeVersion, type RunArtefact } from './training';
import { readTruth, sweepKey } from './truth-artefact';

/** `lab bundle`: gathers what the stages measured into the bundle that `npm start` seeds the store from. */
export function bundleCommand(): Command {
  return new Command('bundle')
    .description('write the bundle that seeds the store, from the artefacts of all stages')
    .option('--out <folder>', 'where the bundle goes', path.join('data', 'bundle'))
    .action(async ({ out }: { out: string }) => {
      const content = await gather();
      const manifest = await writeBundle(out, content, codeVersion());
      for (const { name, rows, bytes } of manifest.files)
        console.log(`${name}: ${rows} rows, ${bytes} bytes`);
    });
}

async function gather(): Promise<BundleContent> {
  const content: BundleContent = {
    models: [],
    explainers: [],
    runs: [],
    runPoints: [],
    patchItems: [],
    evaluations: [],
  };
  const addRun = ({ run, points }: RunArtefact) => {
    content.runs.push(run);
    content.runPoints.push(...points);
  };
  for (const id of Object.keys(HOUSES)) {
    const pretrained = await readJson<PretrainArtefact>(
      path.join('artefacts', 'pretrain', id, 'artefact.json'),
      `npm run lab -- pretrain ${id}`,
    );
    content.models.push(pretrained.model);
    addRun(pretrained);
    const truth = await readTruth(id);
    const evaluated = await readJson<EvaluationArtefact>(evaluationFile(id), `npm run lab -- evaluate ${id}`);
    if (evaluated.truthHash !== truth.manifest.hash) {
      throw new Error(
        `the evaluation of ${id} belongs to another truth; run again: npm run lab -- evaluate ${id}`,
      );
    }
    content.explainers.push(...evaluated.explainers);
    content.evaluations.push(...evaluated.evaluations);
    for (const { runId, id: explainer } of evaluated.explainers) {
      if (runId)
        addRun(
          await readJson<RunArtefact>(
            path.join(explainerRunFolder(explainer), 'artefact.json'),
            `npm run lab -- train ${id}`,
          ),
        );
    }
    for (const row of truth.rows.filter((r) => r.split === 'test')) {
      const { ids: _ids, vector: _vector, kind: _kind, target, ...item } = row;
      content.patchItems.push({
        ...item,
        targetId: target,
        truthHash: truth.manifest.hash,
        explanations: evaluated.explanations[row.id] ?? [],
        sweep: truth.sweeps.get(sweepKey(row))!,
      });
    }
  }
  return content;
}

import path from 'node:path';

import { PROJECTION_FILE, type ExplainerSidecar } from '@/lib/explainer/sidecar';
import { writeSafetensors } from '@/lib/model/safetensors';
import type { RunRecord } from '@/lib/store/records';
import { assessHeldOut } from '@/lib/train/early-stop';
import { ADAMW } from '@/lib/train/optimiser';
import { explainerRunFolder, trainedFolder } from './explainers';
import { round } from '@/lib/measure/outcome';
import { readIfPresent, writeAtomically, writeJson } from './files';
import type { ExplainerWeights } from './train-fit';
import type { BaseModel } from './train-inputs';
import { commandOf, loraOf, type TrainOptions } from './train-options';
import { codeVersion, type FinishedRun, type RunArtefact } from './training';

/** What `train` leaves for the bundle: the run, its curve, and what tells the explainer from others of its role. */
export interface TrainArtefact extends RunArtefact {
  variant: string | null;
}

const artefactFile = (id: string) => path.join(explainerRunFolder(id), 'artefact.json');

/** The run that trained an explainer; null where this machine did not train it. */
export async function readTrainArtefact(id: string): Promise<TrainArtefact | null> {
  const file = await readIfPresent(artefactFile(id));
  return file && (JSON.parse(new TextDecoder().decode(file)) as TrainArtefact);
}

export const variantOf = async (id: string): Promise<string | null> =>
  (await readTrainArtefact(id))?.variant ?? null;

/** Writes a trained explainer: its model folder as Hugging Face would, the sidecar last, and the record of its run. */
export async function writeExplainer({
  sidecar,
  base,
  weights: { parameters, projections },
  result,
  options,
  right,
}: {
  sidecar: ExplainerSidecar;
  base: BaseModel;
  weights: ExplainerWeights;
  result: FinishedRun;
  options: TrainOptions;
  /** Shares of questions that it answers right. */
  right: { training: number; validation: number };
}): Promise<TrainArtefact> {
  const out = trainedFolder(sidecar.id);
  await writeAtomically(path.join(out, 'config.json'), base.configText);
  await writeAtomically(path.join(out, 'tokenizer.json'), base.tokenizerJson);
  await writeAtomically(path.join(out, 'tokenizer_config.json'), base.tokenizerConfig);
  await writeAtomically(path.join(out, 'model.safetensors'), writeSafetensors(parameters, 'F16'));
  if (projections)
    await writeAtomically(path.join(out, PROJECTION_FILE), writeSafetensors(projections, 'F16'));
  await writeJson(path.join(out, 'explainer.json'), sidecar);
  const { best } = assessHeldOut(result.heldOut, { patience: options.patience, minDelta: 0 });
  const lora = loraOf(options);
  // What is watched is a loss, or a share: their curves are not one.
  const heldOut = options.watch === 'wrong' ? 'heldOutWrong' : 'heldOut';
  const run: RunRecord = {
    id: sidecar.runId,
    kind: 'train',
    subjectId: sidecar.id,
    seed: options.seed,
    config: {
      ...options.settings,
      ...ADAMW,
      examples: sidecar.trainExamples,
      ...(lora && { lora }),
      ...(options.with.length > 0 && { with: options.with }),
    },
    dataHash: sidecar.trainingDataHash,
    codeVersion: codeVersion(),
    command: commandOf(sidecar, options),
    metrics: {
      loss: result.curve.at(-1)?.[1] ?? NaN,
      ...(best && { [heldOut]: best.loss }),
      rightTraining: round(right.training),
      // There may be nothing held out.
      ...(Number.isFinite(right.validation) && { rightValidation: round(right.validation) }),
    },
    createdAt: new Date().toISOString(),
  };
  const points = (name: string, values: readonly (readonly [number, number])[]) =>
    values.map(([step, value]) => ({ runId: run.id, step, name, value }));
  const artefact: TrainArtefact = {
    run,
    points: [
      ...points('loss', result.curve),
      ...points(
        heldOut,
        result.heldOut.map(({ step, loss }) => [step, loss]),
      ),
    ],
    variant: variantFor(options),
  };
  await writeJson(artefactFile(sidecar.id), artefact);
  return artefact;
}

/** What tells it from the usual one of its role; null where nothing does. */
function variantFor(options: TrainOptions): string | null {
  const lora = loraOf(options);
  const parts = [
    options.with.length > 0 && 'one for all tasks',
    lora && `LoRA rank ${lora.rank}`,
    options.project && 'through a learned map',
    options.seed !== 1 && `seed ${options.seed}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

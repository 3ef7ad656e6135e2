import { existsSync } from 'node:fs';
import path from 'node:path';

import { detailKeyOf } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask } from '@/lib/task/task';
import { allTasks } from '@/lib/task/tasks';
import { emptyBundle } from '@/lib/store/bundle';
import type {
  BundleContent,
  BundleItem,
  EvaluationRecord,
  ExplainerRecord,
  RunPointRecord,
  RunRecord,
} from '@/lib/store/records';
import { withAllSplits } from './all-splits';
import { evaluationFile, type EvaluationArtefact } from './evaluate';
import { readIfPresent } from './files';
import { mapsFile, withMaps, type MapsArtefact } from './map-artefact';
import { readTraining } from './model-folder';
import { modelFolder, targetIds } from './targets';
import { readTrainArtefact } from './train-artefact';
import { readTruth } from './truth-artefact';

/**
 * The content of a bundle: what the stages of this machine left, and from `base` what they did not make anew. An
 * explainer that is added to recorded questions needs its own run and evaluation alone; numbers that stand are kept.
 *
 * @param allSplits tasks of which the questions that nobody was asked are taken in, too
 * @throws Error that names the command which makes what is missing
 */
export async function gather(
  base: BundleContent | null,
  allSplits: readonly string[] = [],
): Promise<BundleContent> {
  const content = emptyBundle();
  const old = base ?? emptyBundle();
  // A target that the lab makes no more stays with what is recorded about it, as everything does that was not made anew.
  for (const id of new Set([...old.models.map((model) => model.id), ...targetIds])) {
    const made = await readTraining(id);
    const model = made?.model ?? old.models.find((known) => known.id === id);
    if (!model) {
      // A target that was not made yet is in no bundle; one that stands here must not be lost from it.
      if (!existsSync(path.join(modelFolder(id), 'model.safetensors'))) continue;
      throw new Error(`nothing says how ${id} came about; make it with: npm run lab -- pretrain ${id}`);
    }
    content.models.push(model);
    addRun(content, made ?? runOf(old, model.runId));
  }
  const parts: Part[] = [];
  for (const { id, contentHash } of content.models)
    for (const task of allTasks()) {
      const evaluated = await gatherPart(old, id, contentHash, task);
      const maps = await readMade<MapsArtefact>(mapsFile(id, task.id));
      const part = { ...evaluated, items: withMaps(evaluated.items, evaluated.explainers, maps) };
      const isWhole = allSplits.includes(task.id) && part.items.length > 0;
      parts.push(isWhole ? { ...part, items: await withAllSplits(part, id, task) } : part);
    }
  content.explainers = parts.flatMap((part) => part.explainers);
  content.items = parts.flatMap((part) => part.items);
  content.evaluations = parts.flatMap((part) => part.evaluations);
  for (const { id, runId } of content.explainers)
    if (runId) addRun(content, (await readTrainArtefact(id)) ?? runOf(old, runId));
  return content;
}

/** What a bundle has about one task of one target. */
export type Part = Pick<BundleContent, 'explainers' | 'items' | 'evaluations'>;

async function gatherPart(
  old: BundleContent,
  targetId: string,
  contentHash: string,
  task: AnyTask,
): Promise<Part> {
  const before = partOf(old, targetId, task);
  const evaluated = await readMade<EvaluationArtefact>(evaluationFile(targetId, task.id));
  const sameTarget = old.models.some((model) => model.id === targetId && model.contentHash === contentHash);
  if (!evaluated) {
    if (before.items.length > 0 && !sameTarget)
      throw new Error(
        `the bundle's questions are about another ${targetId}; run: npm run lab -- truth ${targetId} --task ${task.id}, then evaluate`,
      );
    return before;
  }
  const asked = Object.keys(evaluated.explanations);
  // Those of other splits are there to be read (`withAllSplits`).
  const heldOut = before.items.filter(({ split }) => split === 'test');
  const sameQuestions =
    sameTarget && heldOut.length === asked.length && heldOut.every(({ id }) => evaluated.explanations[id]);
  const items = sameQuestions ? before.items : await itemsOf(evaluated, task);
  return sameQuestions ? addTo(before, evaluated) : { ...evaluated, items };
}

export function partOf(content: BundleContent, targetId: string, task: AnyTask): Part {
  const explainers = content.explainers.filter((e) => e.targetId === targetId && e.task === task.id);
  const ids = new Set(explainers.map(({ id }) => id));
  return {
    explainers,
    items: content.items.filter((item) => item.targetId === targetId && item.task === task.id),
    evaluations: content.evaluations.filter(({ explainerId }) => ids.has(explainerId)),
  };
}

/** Recorded questions with more explainers: what was said and scored stands, unless the explainer is another one now. */
export function addTo(before: Part, evaluated: EvaluationArtefact): Part {
  // A mean is of those that were asked last: it has no weights that could tell one from another.
  const stands = (e: ExplainerRecord) =>
    evaluated.explainers.every(
      (now) => now.id !== e.id || (now.contentHash === e.contentHash && !now.members),
    );
  const kept = new Set(before.explainers.filter(stands).map(({ id }) => id));
  const added = evaluated.explainers.filter(({ id }) => !kept.has(id));
  const keyOf = (e: EvaluationRecord) => [e.explainerId, e.againstId, e.split, e.slice, e.metric].join('\t');
  const evaluations = new Map(evaluated.evaluations.map((e) => [keyOf(e), e]));
  for (const e of before.evaluations)
    if (kept.has(e.explainerId) && (e.againstId === null || kept.has(e.againstId)))
      evaluations.set(keyOf(e), e);
  return {
    explainers: [...before.explainers.filter(({ id }) => kept.has(id)), ...added],
    items: before.items.map((item) => ({
      ...item,
      ...(item.maps && { maps: item.maps.filter(({ explainerId }) => kept.has(explainerId)) }),
      explanations: [
        ...item.explanations.filter(({ explainerId }) => kept.has(explainerId)),
        ...(evaluated.explanations[item.id] ?? []).filter(({ explainerId }) => !kept.has(explainerId)),
      ],
    })),
    evaluations: [...evaluations.values()],
  };
}

/** The questions that were evaluated, out of the truth artefact that measured them. */
async function itemsOf(
  { target, truthHash, marks, explanations }: EvaluationArtefact,
  task: AnyTask,
): Promise<BundleItem[]> {
  const { manifest, rows, details } = await readTruth(target, task.id);
  if (manifest.hash !== truthHash)
    throw new Error(
      `the evaluation of ${target} belongs to another truth; run again: npm run lab -- evaluate ${target} --task ${task.id}`,
    );
  const how = await measureOf(task.id);
  return rows
    .filter((row) => row.split === 'test')
    .map(({ id, split, body, truth }) => ({
      id,
      task: task.id,
      targetId: target,
      split,
      body: body as BundleItem['body'],
      truth: truth as BundleItem['truth'],
      truthHash,
      detail: (details.get(detailKeyOf(how, { id, body })) ?? null) as BundleItem['detail'],
      marks: marks[id] ?? [],
      explanations: explanations[id] ?? [],
    }));
}

interface Run {
  run: RunRecord;
  points: RunPointRecord[];
}

function runOf({ runs, runPoints }: BundleContent, id: string): Run {
  const run = runs.find((known) => known.id === id);
  if (!run) throw new Error(`neither this machine nor the bundle has the run ${id}; make it again`);
  return { run, points: runPoints.filter((point) => point.runId === id) };
}

function addRun(content: BundleContent, { run, points }: Run): void {
  content.runs.push(run);
  content.runPoints.push(...points);
}

async function readMade<T>(file: string): Promise<T | null> {
  const bytes = await readIfPresent(file);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T);
}

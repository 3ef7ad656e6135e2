import path from 'node:path';

import { Command } from 'commander';
import { group } from 'd3-array';

import { foldMap } from '@/lib/explainer/map';
import { explain, MAX_ANSWER_TOKENS, type Explainer } from '@/lib/explainer/trained';
import { readBundle } from '@/lib/store/bundle';
import type { BundleItem, ExplanationMap } from '@/lib/store/records';
import { detailKeyOf, type LoadedModel, type MeasuredDetail } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { loadTrained } from './ask-trained';
import { BadInput } from './bad-input';
import { trainedExplainers } from './explainers';
import { readIfPresent, writeAtomically, writeJson } from './files';
import { loadTarget } from './load-target';
import { mapsFile, type MapsArtefact } from './map-artefact';
import { wholeNumberWithin } from './options';
import { progressBar } from './progress';
import { readersOrder } from './readers-order';
import { targetArgument, targetOf, type TargetId } from './targets';
import { taskOption } from './task-option';
import { hashOf } from './training';

interface Options {
  task: string;
  count: number;
  bundle: string;
}

/** `lab maps <target>`: what shown explainers say at every place of the questions that readers come upon first. */
export function mapsCommand(): Command {
  return new Command('maps')
    .description(
      'ask shown explainers about every place of recorded questions, such as each cell of a map; goes on where it was stopped',
    )
    .addArgument(targetArgument())
    .addOption(taskOption())
    .option('--count <n>', 'texts that are asked about', wholeNumberWithin(1, 1_000_000), 600)
    .option('--bundle <folder>', 'where the questions are recorded', path.join('data', 'bundle'))
    .action(async (id: string, { task, count, bundle }: Options) => {
      const target = targetOf(id);
      const artefact = await mapsOf(taskOf(task), target, bundle, count);
      await writeJson(mapsFile(target, task), artefact);
      console.log(
        `${Object.keys(artefact.maps).length} questions of ${count} texts have maps of ${Object.keys(artefact.explainers).join(', ')}`,
      );
    });
}

/** Details that are asked about before what was said is written down. */
const BATCH = 16;

async function mapsOf(task: AnyTask, target: TargetId, bundle: string, count: number): Promise<MapsArtefact> {
  if (!task.places)
    throw new BadInput(`questions of the task ${task.id} have no places that are asked about`);
  const { content } = await readBundle(bundle);
  const shown = content.explainers.filter((e) => e.targetId === target && e.task === task.id && e.shown);
  const asked = (await trainedExplainers(target, task.id)).filter(({ sidecar }) =>
    shown.some(({ id }) => id === sidecar.id),
  );
  const items = content.items.filter(
    (item) => item.targetId === target && item.task === task.id && item.split === 'test',
  );
  const [first] = items;
  if (!first || asked.length === 0)
    throw new BadInput(
      `${bundle} has no questions of ${target} that a shown explainer was asked: ${task.id}`,
    );
  const model = await loadTarget(target);
  const recorded = content.models.find(({ id }) => id === target);
  if (recorded?.contentHash !== model.engine.info.contentHash)
    throw new BadInput(`the questions of ${bundle} are about another ${target}`);

  const how = await measureOf(task.id);
  const ids = asked.map(({ sidecar }) => sidecar.id);
  const alike = group(readersOrder(task, items, ids), (item) => detailKeyOf(how, item));
  const chosen = [...alike].slice(0, count);
  const explainers = await Promise.all(asked.map(loadTrained));
  const kept = await Promise.all(explainers.map((explainer) => Kept.open(target, model, explainer)));
  const bar = progressBar('texts');
  bar.start(chosen.length, 0);
  for (let from = 0; from < chosen.length; from += BATCH) {
    const some = chosen.slice(from, from + BATCH).map(([key, [item]]) => ({ key, item: item! }));
    const details = new Map<string, MeasuredDetail<unknown>>();
    for (const [i, explainer] of explainers.entries())
      await kept[i]!.add(
        some.map(({ key }) => key),
        async (key) => {
          const { item } = some.find((one) => one.key === key)!;
          const measured = details.get(key) ?? (await how.detail!(model, item.body));
          details.set(key, measured);
          return foldMap(ids[i]!, await explain(task, explainer, placesOf(task, item, measured)));
        },
      );
    bar.update(Math.min(chosen.length, from + BATCH));
  }
  bar.stop();
  for (const { engine } of [model, ...explainers]) await engine.dispose();
  return {
    target,
    task: task.id,
    truthHash: first.truthHash,
    explainers: Object.fromEntries(ids.map((id, i) => [id, explainers[i]!.engine.info.contentHash])),
    maps: Object.fromEntries(
      chosen.flatMap(([key, own]) => own.map(({ id }) => [id, kept.map((one) => one.get(key))])),
    ),
  };
}

/** The question at each place of an item, with what explainers are given there. */
function placesOf(task: AnyTask, { body, detail, id }: BundleItem, { givenAt }: MeasuredDetail<unknown>) {
  return task.places!(detail).map((place) => {
    const asked = task.at?.(body, detail, place);
    const given = givenAt(place);
    if (!asked || !given) throw new Error(`question ${id} measures something else than its record says`);
    return { body: asked.body, given };
  });
}

/** What one explainer said so far, in a file of its own: whoever is stopped loses one batch at most. */
class Kept {
  private constructor(
    private readonly file: string,
    private readonly maps: Map<string, ExplanationMap>,
  ) {}

  static async open(target: TargetId, model: LoadedModel, { engine, style }: Explainer): Promise<Kept> {
    const { wordings, injection, sees, says } = style;
    const key = hashOf({
      ...{ target, targetHash: model.engine.info.contentHash, contentHash: engine.info.contentHash },
      ...{ wording: wordings[0], injection, sees, says: says ?? null, limit: MAX_ANSWER_TOKENS },
    });
    const file = path.join('artefacts', 'evaluate', 'maps', `${key}.jsonl`);
    const bytes = await readIfPresent(file);
    const lines = bytes ? new TextDecoder().decode(bytes).split('\n').filter(Boolean) : [];
    return new Kept(file, new Map(lines.map((line) => JSON.parse(line) as [string, ExplanationMap])));
  }

  /** Has `ask` say what is not known of these, and keeps it. */
  async add(keys: readonly string[], ask: (key: string) => Promise<ExplanationMap>): Promise<void> {
    const unknown = keys.filter((key) => !this.maps.has(key));
    for (const key of unknown) this.maps.set(key, await ask(key));
    if (unknown.length === 0) return;
    const lines = [...this.maps].map((entry) => `${JSON.stringify(entry)}\n`);
    await writeAtomically(this.file, lines.join(''));
  }

  get(key: string): ExplanationMap {
    return this.maps.get(key)!;
  }
}

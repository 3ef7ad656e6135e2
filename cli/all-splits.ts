import { isDeepStrictEqual } from 'node:util';

import type { BundleItem } from '@/lib/store/records';
import { detailKeyOf } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask } from '@/lib/task/task';
import type { Part } from './gather';
import { loadTarget } from './load-target';
import { targetOf } from './targets';
import { measureDetails } from './truth';
import { readTruth, truthCommandOf } from './truth-artefact';

/**
 * The questions of a part as they stand, and after them those of other splits, which nobody was asked: lists then show all that was
 * measured. What their pages draw is measured now, of the questions that were there, too.
 *
 * @throws Error that names the command to run where the truth of this machine is another than that of the part
 */
export async function withAllSplits(part: Part, targetId: string, task: AnyTask): Promise<BundleItem[]> {
  const target = targetOf(targetId);
  const { manifest, rows } = await readTruth(target, task.id);
  // What was added before is added anew.
  const asked = part.items.filter(({ explanations }) => explanations.length > 0);
  const known = new Set(asked.map(({ id }) => id));
  if (part.items.some(({ truthHash }) => truthHash !== manifest.hash))
    throw new Error(
      `the bundle's questions about ${target} belong to another truth than ${truthCommandOf(target, task.id)} left here; evaluate that one first: npm run lab -- evaluate ${target} --task ${task.id}`,
    );
  const how = await measureOf(task.id);
  const model = await loadTarget(target);
  for (let from = 0; from < rows.length; from += how.batch) {
    const some = rows.slice(from, from + how.batch);
    const measured = await how.measure(
      model,
      some.map(({ body }) => body),
    );
    some.forEach(({ id, truth }, i) => {
      if (!isDeepStrictEqual(measured[i]?.truth, truth))
        throw new Error(
          `question ${id} has another answer now than its truth says; measure again: ${truthCommandOf(target, task.id)}`,
        );
    });
  }
  const details = await measureDetails(how, model, rows);
  await model.engine.dispose();
  const detailOf = (question: { id: string; body: unknown }) =>
    details.get(detailKeyOf(how, question)) ?? null;
  const browsed = (detail: unknown) => (detail !== null && how.browsed ? how.browsed(detail) : detail);
  return [
    ...asked.map((item) => ({ ...item, detail: detailOf(item) as BundleItem['detail'] })),
    ...rows
      .filter(({ id }) => !known.has(id))
      .map(({ id, split, body, truth }): BundleItem => ({
        ...{ id, task: task.id, targetId: target, split },
        body: body as BundleItem['body'],
        truth: truth as BundleItem['truth'],
        truthHash: manifest.hash,
        detail: browsed(detailOf({ id, body })) as BundleItem['detail'],
        marks: [],
        explanations: [],
      })),
  ];
}

import type { StoreClient } from '@/lib/store/client';
import { StoreError } from '@/lib/store/errors';
import { changeImports, IMPORTED_ORDINAL } from '@/lib/store/imports';
import type { ExplainerRecord, RunRecord } from '@/lib/store/records';

/** An explainer that lies in a folder of its own, and the import of it. */
export interface ImportedExplainer {
  explainer: ExplainerRecord;
  run: RunRecord;
}

/**
 * Registers an explainer, in place of an imported one of that id. The same files again change nothing.
 *
 * @param place puts the folder where it is served from, as the last thing before all is settled
 * @returns whether anything changed
 * @throws StoreError where an explainer of the bundle has the id
 */
export async function importExplainer(
  client: StoreClient,
  { explainer, run }: ImportedExplainer,
  place: () => Promise<void>,
): Promise<boolean> {
  const there = await client.explainer.findUnique({ where: { id: explainer.id } });
  if (there && there.bundle !== null)
    throw new StoreError(
      `${explainer.id} is an explainer of the bundle: give this one another id in explainer.json.`,
    );
  const before = await client.run.findUnique({ where: { id: run.id } });
  if (there && before?.dataHash === run.dataHash) return false;
  await changeImports(client, async ({ writer }) => {
    await writer.add('Run', { ...run });
    await writer.add('Explainer', { ...explainer, ordinal: IMPORTED_ORDINAL });
    await writer.flush();
    await place();
  });
  return true;
}

/**
 * Removes an imported explainer with all that it said.
 * @returns the explainer as it was; null where no such explainer was imported
 */
export async function removeExplainer(
  client: StoreClient,
  id: string,
): Promise<{ path: string | null } | null> {
  const explainer = await client.explainer.findUnique({ where: { id } });
  if (!explainer || explainer.bundle !== null || explainer.path === null) return null;
  await changeImports(client, async ({ transaction, recount }) => {
    await transaction.run.deleteMany({ where: { bundle: null, subjectId: id } });
    await transaction.explainer.delete({ where: { id } });
    recount({ targetId: explainer.targetId, task: explainer.task });
  });
  return { path: explainer.path };
}

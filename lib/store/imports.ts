import { randomBytes } from 'node:crypto';
import type { StoreClient, StoreReader } from '@/lib/store/client';
import { type Asked, countFacets } from '@/lib/store/facet-counts';
import { StoreError } from '@/lib/store/errors';
import { lockImports } from '@/lib/store/import-lock';
import { databaseReason, importedBundle, LONGEST_MS } from '@/lib/store/import';
import type { ModelRecord, RunRecord } from '@/lib/store/records';
import { Writer } from '@/lib/store/writer';

/** What is imported into the store beside a bundle: rows without one, which the import of a bundle leaves as they are. */

/** Where imported rows begin in an order: after all of a bundle, among each other by their ids. */
export const IMPORTED_ORDINAL = 500_000_000;

const META_KEY = 'imports';

/** Names what the store holds, bundle and imports together; null while it holds neither. It changes with every import. */
export async function contentVersion(client: StoreReader): Promise<string | null> {
  const [bundle, meta] = await Promise.all([
    importedBundle(client),
    client.meta.findUnique({ where: { key: META_KEY } }),
  ]);
  const version = meta?.value;
  return (
    [bundle, typeof version === 'string' ? version : null].filter((part) => part !== null).join('+') || null
  );
}

/** What an import writes with. */
export interface Change {
  transaction: StoreReader;
  /** Writes rows of no bundle; what it still holds at the end of the work is written then. */
  writer: Writer;
  /** Counts anew, at the end, what questions of a target and task are found by. */
  recount(asked: Asked): void;
}

/**
 * Changes what is imported, in one transaction: all of it or nothing. Pages that were kept are made anew afterwards.
 * @throws StoreError of one line where the database refuses; whatever `work` throws
 */
export async function changeImports<T>(
  client: StoreClient,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  let refused: unknown;
  const whole = client.$transaction(
    async (transaction) => {
      await lockImports(transaction);
      const writer = new Writer(transaction, null);
      const recounted = new Map<string, Asked>();
      const recount = (asked: Asked) => recounted.set(JSON.stringify(asked), asked);
      const result = await work({ transaction, writer, recount }).catch((error: unknown) => {
        refused = error;
        throw error;
      });
      await writer.flush();
      const value = randomBytes(6).toString('hex');
      const where = { key: META_KEY };
      const updatedAt = new Date();
      await transaction.meta.upsert({
        where,
        create: { ...where, value, updatedAt },
        update: { value, updatedAt },
      });
      const version = (await contentVersion(transaction))!;
      for (const asked of recounted.values()) await countFacets(transaction, version, asked);
      return result;
    },
    { timeout: LONGEST_MS, maxWait: 30_000 },
  );
  const result = await whole.catch((error: unknown) => {
    if (error === refused && !isOfDatabase(error)) throw error;
    throw new StoreError(`The store refused the import: ${databaseReason(error)}`, { cause: error });
  });
  await client.$executeRawUnsafe('ANALYZE');
  return result;
}

const isOfDatabase = (error: unknown): boolean => error instanceof Error && error.name.startsWith('Prisma');

/**
 * Registers a model that lies in a folder of its own, in place of an imported one of that id. The same weights again leave the
 * time of their import as it was.
 *
 * @param place puts the folder where it is served from, as the last thing before all is settled
 * @throws StoreError where a model of the bundle has the id
 */
export async function importModel(
  client: StoreClient,
  { model, run }: { model: ModelRecord; run: RunRecord },
  place: () => Promise<void> = async () => undefined,
): Promise<void> {
  await changeImports(client, async ({ transaction, writer }) => {
    const there = await transaction.model.findUnique({ where: { id: model.id } });
    if (there && there.bundle !== null)
      throw new StoreError(`${model.id} is a model of the bundle: choose another id with --id.`);
    const before = await transaction.run.findUnique({ where: { id: run.id } });
    const isSame = before?.dataHash === run.dataHash;
    await writer.add('Model', { ...model, ordinal: IMPORTED_ORDINAL });
    await writer.add('Run', { ...run, ...(isSame && { createdAt: before.createdAt.toISOString() }) });
    await writer.flush();
    await place();
  });
}

/**
 * Removes an imported model with all that was asked about it and said of it.
 * @returns the model as it was; null where no such model was imported
 */
export async function removeModel(client: StoreClient, id: string): Promise<{ path: string } | null> {
  const model = await client.model.findUnique({ where: { id } });
  if (!model || model.bundle !== null) return null;
  await changeImports(client, async ({ transaction }) => {
    const explainers = await transaction.explainer.findMany({
      where: { targetId: id },
      select: { id: true },
    });
    const subjects = [id, ...explainers.map((explainer) => explainer.id)];
    await transaction.run.deleteMany({ where: { bundle: null, subjectId: { in: subjects } } });
    await transaction.model.delete({ where: { id } });
    await transaction.facetCount.deleteMany({ where: { targetId: id } });
  });
  return { path: model.path };
}

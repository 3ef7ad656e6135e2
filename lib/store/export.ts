import { type ExportedField, ITEM_FIELDS, type SaidRecord } from '@/lib/store/answers';
import type { StoreReader } from '@/lib/store/client';
import { contentVersion } from '@/lib/store/imports';
import { countQuestions } from '@/lib/store/question-counts';
import { isFew, type PartialItem, type Place, readerOf, readPage, type Row } from '@/lib/store/question-rows';
import { candidates, type QuestionFilters, questionFiltersSchema } from '@/lib/store/questions-filter';
import { answeredBy, SAID_OF, saidOf } from '@/lib/store/said';
import type { AnyTask } from '@/lib/task/task';
import { findTask } from '@/lib/task/tasks';

/**
 * Everything that passes, a chunk at a time: the next is read when it is asked for, from behind the last one, so that neither
 * the number of rows nor a slow reader takes memory, a connection or a transaction.
 */

/** Questions read at a time. With what a page draws of each, a hundredth of them weighs as much. */
const CHUNK = 200;
const CHUNK_WITH_DETAIL = 20;

/** Rows of another bundle followed those of the one before: what was read is of neither. */
export class BundleChangedError extends Error {
  override name = 'BundleChangedError';

  constructor() {
    super('The store took in another bundle while its rows were being read. Ask again.');
  }
}

/** Questions that pass the filters, with the fields that are named, in the order of the list. */
export async function* exportQuestions(
  client: StoreReader,
  input: QuestionFilters,
  fields: readonly ExportedField[] = ITEM_FIELDS,
): AsyncGenerator<PartialItem[]> {
  const heavy = fields.includes('detail') || fields.includes('maps');
  const chunk = heavy ? CHUNK_WITH_DETAIL : CHUNK;
  for await (const [task, rows] of chunksOf(client, input, { fields, chunk }))
    yield rows.map(readerOf(task, fields));
}

/** What was said of the questions that pass, by everyone who is shown or by one explainer. */
export async function* exportSaid(
  client: StoreReader,
  input: QuestionFilters,
  explainer?: string,
): AsyncGenerator<SaidRecord[]> {
  const verdicts = explainer === undefined ? input.verdicts : answeredBy(explainer, input.verdicts);
  const read = { fields: SAID_OF, by: explainer, chunk: CHUNK };
  for await (const [, rows] of chunksOf(client, { ...input, verdicts }, read)) yield rows.flatMap(saidOf);
}

async function* chunksOf(
  client: StoreReader,
  input: QuestionFilters,
  { fields, by, chunk }: { fields: readonly ExportedField[]; by?: string | undefined; chunk: number },
): AsyncGenerator<[AnyTask, Row[]]> {
  const filters = questionFiltersSchema.parse(input);
  const task = findTask(filters.task);
  if (!task) return;
  const bundle = await contentVersion(client);
  const count = await countQuestions(client, filters);
  if (count.total === 0) return;
  const source = candidates(filters, isFew(count, chunk + 1));
  let behind: Place | null = null;
  do {
    const { found, next }: Awaited<ReturnType<typeof readPage>> = await readPage(client, {
      ...source,
      ...{ fields, by, behind, limit: chunk },
    });
    await holdsStill(client, bundle);
    if (found.length > 0) yield [task, found];
    behind = next;
  } while (behind);
}

/** @throws BundleChangedError where the store does not hold that bundle any more */
export async function holdsStill(client: StoreReader, bundle: string | null): Promise<void> {
  if ((await contentVersion(client)) !== bundle) throw new BundleChangedError();
}

import { z } from 'zod';
import { parseVerdictFilter } from '@/lib/api/query';
import type { ExportedField, SaidRecord } from '@/lib/store/answers';
import type { StoreReader } from '@/lib/store/client';
import { type PageWith, pageOf, type QuestionListInput } from '@/lib/store/questions';
import type { Row } from '@/lib/store/question-rows';
import { explanationSchema, type ExplainerRecord, itemSchema } from '@/lib/store/records';
import { verdictFacet } from '@/lib/task/facets';
import { VERDICTS } from '@/lib/words';

/** Fields of a question that what is said of it is read from. */
export const SAID_OF: readonly ExportedField[] = ['id', 'title', 'split', 'explanations'];

const rowSchema = z.object({
  ...itemSchema.pick({ id: true, title: true, split: true }).shape,
  explanations: z.array(explanationSchema),
});

/** What was said of a question, apart from it. */
export function saidOf(row: Row): SaidRecord[] {
  const { id, title, split, explanations } = rowSchema.parse(row);
  return explanations.map((explanation) => ({ questionId: id, title, split, ...explanation }));
}

/** What one explainer said of the questions that pass, in the order of the list; those that it said nothing of are left out. */
export async function listSaid(
  client: StoreReader,
  explainer: Pick<ExplainerRecord, 'id' | 'targetId' | 'task'>,
  input: Omit<QuestionListInput, 'targetId' | 'task'>,
): Promise<PageWith<SaidRecord>> {
  const { id: by, targetId, task } = explainer;
  const of = { ...input, targetId, task, verdicts: answeredBy(by, input.verdicts) };
  const { items, ...page } = await pageOf(client, of, { fields: SAID_OF, by }, () => saidOf);
  return { items: items.flat(), ...page };
}

/** Verdicts as they are, with those on an explainer among them: a verdict on it is a facet of whatever it said something of. */
export function answeredBy(explainerId: string, verdicts: readonly string[] = []): string[] {
  if (verdicts.some((verdict) => parseVerdictFilter(verdict)[0] === explainerId)) return [...verdicts];
  return [...verdicts, ...VERDICTS.map((verdict) => verdictFacet(explainerId, verdict))];
}

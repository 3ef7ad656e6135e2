import { z } from 'zod';
import { exposureSchema } from '@/lib/schemas';
import type { KnownFact } from './recall';

const COLUMNS = ['relation', 'subject', 'object', 'exposure', 'said', 'probability', 'right'] as const;

const rowSchema = z.object({
  relation: z.string(),
  subject: z.string(),
  object: z.string(),
  exposure: exposureSchema,
  said: z.string(),
  probability: z.coerce.number().min(0).max(1),
  right: z.coerce.number().int().nonnegative(),
});

/** A fact of a model's `knowledge.tsv`. */
export type KnowledgeRow = z.infer<typeof rowSchema>;

/** What a model knows, as a table that pages read: tab-separated, with a header. */
export function formatKnowledge(known: readonly KnownFact[]): string {
  const rows = known.map(({ fact, exposure, said, probability, right }) => [
    fact.relation,
    fact.subject,
    fact.object,
    exposure,
    // A token may hold what separates cells.
    said.replace(/[\t\r\n]/g, ' '),
    probability.toFixed(3),
    String(right),
  ]);
  return [COLUMNS, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
}

/** @throws Error naming the line that is no fact */
export function parseKnowledge(text: string): KnowledgeRow[] {
  const [head, ...lines] = text.trimEnd().split('\n');
  if (head !== COLUMNS.join('\t'))
    throw new Error(`knowledge.tsv: the header must be "${COLUMNS.join(' ')}", separated by tabs`);
  return lines.map((line, i) => {
    const cells = line.split('\t');
    const row = rowSchema.safeParse(Object.fromEntries(COLUMNS.map((name, c) => [name, cells[c]])));
    if (!row.success || cells.length !== COLUMNS.length)
      throw new Error(`knowledge.tsv, line ${i + 2}: not a fact`);
    return row.data;
  });
}

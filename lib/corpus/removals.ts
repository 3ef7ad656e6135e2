import { isRelationId, type RelationId } from '@/lib/corpus/relations';

/** A fact, or a subject with all its facts, that is kept out of the table although the packages have it. */
export interface Removal {
  subject: string;
  relation: RelationId | '*';
  reason: string;
}

const COLUMNS = 'subject\trelation\treason';

/**
 * Reads the list of removals: tab-separated, with the header `subject relation reason`. `*` stands for every relation.
 * @throws Error naming the line that is not of this form or repeats an earlier one
 */
export function parseRemovals(tsv: string): Removal[] {
  const [header, ...lines] = tsv.split(/\r?\n/);
  if (header !== COLUMNS) throw new Error('removals, line 1: the header must be "subject relation reason"');
  const seen = new Set<string>();
  return lines.flatMap((line, i) => {
    if (line === '') return [];
    const [subject, relation, reason, ...more] = line.split('\t');
    if (!subject || !relation || !reason || more.length > 0)
      throw new Error(`removals, line ${i + 2}: expected subject, relation and reason, separated by tabs`);
    if (relation !== '*' && !isRelationId(relation))
      throw new Error(`removals, line ${i + 2}: unknown relation "${relation}"`);
    if (seen.has(`${subject}\t${relation}`))
      throw new Error(`removals, line ${i + 2}: "${subject}" ${relation} is removed already`);
    seen.add(`${subject}\t${relation}`);
    return [{ subject, relation, reason }];
  });
}

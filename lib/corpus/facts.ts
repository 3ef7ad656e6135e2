import { isRelationId, RELATION_IDS, type RelationId } from '@/lib/corpus/relations';

export type { RelationId } from '@/lib/corpus/relations';

/** One triple. The object is a single word of ASCII letters; `source` is the npm package it was derived from. */
export interface Fact {
  relation: RelationId;
  subject: string;
  object: string;
  source: string;
}

const COLUMNS = ['relation', 'subject', 'object', 'source'] as const;

/** Letters of the Latin script with the marks that stand inside names. One to four words. */
const SUBJECT = /^\p{Script=Latin}[\p{Script=Latin}\p{M}'.-]*( [\p{Script=Latin}\p{M}'.-]+){0,3}$/u;
const OBJECT = /^[A-Za-z]+$/;

/**
 * Reads the fact table: tab-separated, with a header, `relation subject object source`.
 * @throws Error naming the line when a row has the wrong number of columns, an unknown relation, a subject that is not
 *   one to four words, an object that is not one word, or repeats the subject of an earlier row of its relation.
 */
export function parseFacts(tsv: string): Fact[] {
  const lines = tsv.split(/\r?\n/);
  if (lines[0] !== COLUMNS.join('\t')) {
    throw new Error(`facts table, line 1: the header must be "${COLUMNS.join(' ')}", separated by tabs`);
  }
  const facts: Fact[] = [];
  const seen = new Map<string, number>();
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    const fail = (what: string): never => {
      throw new Error(`facts table, line ${i + 1}: ${what}`);
    };
    const cells = line.split('\t');
    const [relation, subject, object, source] = cells;
    if (cells.length !== 4 || !relation || !subject || !object || !source) {
      return fail(`expected 4 columns separated by tabs, found ${cells.length}`);
    }
    if (!isRelationId(relation)) {
      return fail(`unknown relation "${relation}"; known are ${RELATION_IDS.join(', ')}`);
    }
    if (!SUBJECT.test(subject)) fail(`the subject "${subject}" is not one to four words of letters`);
    if (!OBJECT.test(object)) fail(`the object "${object}" is not one word of plain letters`);
    const earlier = seen.get(`${relation}\t${subject}`);
    if (earlier !== undefined) fail(`"${subject}" already has a ${relation}, in line ${earlier}`);
    seen.set(`${relation}\t${subject}`, i + 1);
    facts.push({ relation, subject, object, source });
  }
  return facts;
}

/** Writes the fact table, sorted by relation and subject in code-point order, so that equal facts give equal bytes. */
export function formatFacts(facts: readonly Fact[]): string {
  const rows = [...facts].sort(
    (a, b) => compare(a.relation, b.relation) || compare(a.subject, b.subject) || compare(a.object, b.object),
  );
  return [COLUMNS, ...rows.map((f) => [f.relation, f.subject, f.object, f.source])]
    .map((r) => `${r.join('\t')}\n`)
    .join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

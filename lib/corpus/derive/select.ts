import { greatest, group, rollup, sum } from 'd3-array';

import { givesAway, isPlainWord } from '@/lib/corpus/derive/clean';
import type { Fact, RelationId } from '@/lib/corpus/facts';
import { GROUPS, type GroupId } from '@/lib/corpus/groups';

/** A subject before the choice, with the objects that are known of it. */
export interface Candidate {
  subject: string;
  objects: Partial<Record<RelationId, string | undefined>>;
}

export interface GroupRules {
  group: GroupId;
  /** The package that each relation is read from. */
  sources: Partial<Record<RelationId, string>>;
  /** Most subjects to take. */
  limit?: number;
  /** Largest share (0 to 1) of the chosen subjects that one object of a relation may have. */
  maxShare?: Partial<Record<RelationId, number>>;
  /** Fewest candidates of an object: each object costs a vocabulary entry. */
  minPerObject?: Partial<Record<RelationId, number>>;
}

/** Relations whose objects may be built on the subject, as in `Albania` and `Albanian`. */
const DERIVED = new Set<RelationId>(['demonym', 'language', 'symbol']);

/**
 * Chooses the subjects of a group from candidates, the first ones first, and gives their facts. A subject is taken whole
 * or not at all: it needs every relation of the group, no object may show in its name, and none may exceed its share.
 */
export function selectGroup(candidates: readonly Candidate[], rules: GroupRules): Fact[] {
  const relations: readonly RelationId[] = GROUPS[rules.group];
  const times = countBy(candidates.map((c) => c.subject));
  const complete = candidates.flatMap(({ subject, objects }) => {
    const row = relations.map((relation) => objects[relation] ?? '');
    const clear = times.get(subject) === 1 && row.every((o, r) => isUsable(subject, o, relations[r]!));
    return clear ? [{ subject, row }] : [];
  });
  const common = dropRareObjects(
    complete,
    relations.map((r) => rules.minPerObject?.[r] ?? 1),
  );
  const shares = relations.map((r) => rules.maxShare?.[r] ?? 1);
  return trim(common, shares, rules.limit ?? common.length).flatMap(({ subject, row }) =>
    relations.map((relation, r) => {
      const source = rules.sources[relation];
      if (source === undefined) throw new Error(`no source is named for the ${relation} of a ${rules.group}`);
      return { relation, subject, object: row[r]!, source };
    }),
  );
}

interface Row {
  subject: string;
  /** One object for each relation of the group. */
  row: string[];
}

function isUsable(subject: string, object: string, relation: RelationId): boolean {
  if (!isPlainWord(object) || object.toLowerCase() === subject.toLowerCase()) return false;
  return DERIVED.has(relation) || !givesAway(subject, object);
}

/** Leaves out subjects with an object that too few have, until there are none. */
function dropRareObjects(rows: readonly Row[], least: readonly number[]): readonly Row[] {
  const counts = least.map((_, r) => countBy(rows.map(({ row }) => row[r]!)));
  const kept = rows.filter(({ row }) => row.every((object, r) => (counts[r]!.get(object) ?? 0) >= least[r]!));
  return kept.length === rows.length ? kept : dropRareObjects(kept, least);
}

/**
 * Takes away rows until no object has more than its share and at most `limit` are left. Each time one with the object
 * that is furthest above its share goes: the one whose other objects can best be spared, and of equal ones the last.
 */
function trim(rows: readonly Row[], shares: readonly number[], limit: number): readonly Row[] {
  const kept = new Set(rows);
  const holders = shares.map((_, r) => group(rows, ({ row }) => row[r]!));
  // Rows by object; a row that went is taken out of all its lists.
  const lists = holders.map((objects) => new Map(Array.from(objects, ([o, own]) => [o, new Set(own)])));
  const excessOf = (r: number, object: string): number => {
    const count = lists[r]!.get(object)!.size;
    // One row of a small rest may be more than a share and harms nothing.
    return count > 1 ? count / shares[r]! : 0;
  };
  while (kept.size > 0) {
    const worst = greatest(
      lists.flatMap((own, r) => Array.from(own, ([object, holders]) => ({ r, object, holders }))),
      ({ r, object }) => excessOf(r, object),
    );
    if (worst === undefined || (excessOf(worst.r, worst.object) <= kept.size && kept.size <= limit)) break;
    const gone = greatest([...worst.holders].reverse(), ({ row }) =>
      sum(row, (object, r) => excessOf(r, object)),
    );
    if (gone === undefined) break;
    kept.delete(gone);
    gone.row.forEach((object, r) => lists[r]!.get(object)!.delete(gone));
  }
  return [...kept];
}

/** How often each value occurs. */
export function countBy(values: Iterable<string>): Map<string, number> {
  return rollup(
    values,
    (same) => same.length,
    (value) => value,
  );
}

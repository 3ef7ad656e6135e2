import type { Fact } from '@/lib/corpus/facts';
import type { Material } from '@/lib/corpus/mixture/mixture';
import type { Random } from '@/lib/random';
import type { Exposure } from '@/lib/words';

/** What probes are drawn from. */
export interface ProbeWorld {
  material: Material;
  /** Facts of each exposure class, unseen ones too. */
  facts: Readonly<Record<Exposure, readonly Fact[]>>;
  /** Wordings of each task that quote a text. */
  prompts: readonly { task: string; wordings: readonly string[] }[];
  /** Trials of a probe; fewer where there are not as many facts. */
  trials: number;
}

/** Facts of a class, as many of each relation as of another while they last, in random order. */
export function evenly(facts: readonly Fact[], count: number, random: Random): Fact[] {
  const byRelation = new Map<string, Fact[]>();
  for (const fact of random.shuffle([...facts]))
    byRelation.set(fact.relation, [...(byRelation.get(fact.relation) ?? []), fact]);
  const queues = [...byRelation.values()];
  const chosen: Fact[] = [];
  for (let i = 0; chosen.length < count && queues.some((queue) => i < queue.length); i++)
    for (const queue of queues) if (i < queue.length && chosen.length < count) chosen.push(queue[i]!);
  return chosen;
}

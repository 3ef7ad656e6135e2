import { argmax, logSumExp } from '@/lib/engine/logits';
import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Fact } from '@/lib/corpus/facts';
import { factRow } from '@/lib/corpus/rows';
import { WORDINGS } from '@/lib/corpus/wordings';
import type { Exposure } from '@/lib/words';

/** A fact, and what a model says where its object belongs. */
export interface KnownFact {
  fact: Fact;
  exposure: Exposure;
  /** The argmax continuation in the first wording, and its probability. */
  said: string;
  probability: number;
  /** In how many of the wordings that is the object. */
  right: number;
}

export interface Recall {
  exposure: Exposure;
  facts: number;
  /** Facts whose object is the argmax continuation in every wording. */
  recalled: number;
}

/** Facts whose rows are run together. */
const BATCH = 40;

/** What a model knows of each fact, asked at the start of a row in every wording. */
export async function measureKnowledge(
  engine: Engine,
  tokenizer: Tokenizer,
  facts: readonly Fact[],
  exposureOf: (fact: Fact) => Exposure,
): Promise<KnownFact[]> {
  const { vocab } = engine.info;
  const known: KnownFact[] = [];
  for (let from = 0; from < facts.length; from += BATCH) {
    const some = facts.slice(from, from + BATCH);
    const rows = some.flatMap((fact) =>
      WORDINGS.map((_, wording) => factRow(fact, wording, tokenizer.encode)),
    );
    const { last } = await engine.trace(rows.map((row) => row.ids.slice(0, row.answerStart)));
    const logitsOf = (row: number) => last.data.subarray(row * vocab, (row + 1) * vocab);
    some.forEach((fact, f) => {
      const first = f * WORDINGS.length;
      const object = rows[first]!.ids[rows[first]!.answerStart]!;
      const best = WORDINGS.map((_, w) => argmax(logitsOf(first + w)));
      const logits = logitsOf(first);
      known.push({
        fact,
        exposure: exposureOf(fact),
        said: tokenizer.pieces([best[0]!])[0]!.trim(),
        probability: Math.exp(logits[best[0]!]! - logSumExp(logits)),
        right: best.filter((id) => id === object).length,
      });
    });
  }
  return known;
}

/** How many facts of each exposure class a model continues with the right object, in all wordings. */
export function recall(known: readonly KnownFact[]): Recall[] {
  const result: Record<Exposure, Recall> = {
    frequent: { exposure: 'frequent', facts: 0, recalled: 0 },
    rare: { exposure: 'rare', facts: 0, recalled: 0 },
    unseen: { exposure: 'unseen', facts: 0, recalled: 0 },
  };
  for (const { exposure, right } of known) {
    result[exposure].facts++;
    if (right === WORDINGS.length) result[exposure].recalled++;
  }
  return Object.values(result).filter((tally) => tally.facts > 0);
}

import { argmax } from '@/lib/engine/logits';
import type { Engine } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Fact } from '@/lib/corpus/facts';
import { factRow } from '@/lib/corpus/rows';
import { WORDINGS } from '@/lib/corpus/wordings';
import type { Exposure } from '@/lib/words';

export interface Recall {
  exposure: Exposure;
  facts: number;
  /** Facts whose object is the argmax continuation in every wording. */
  recalled: number;
}

/** How many facts of each exposure class a model continues with the right object, in all wordings. */
export async function recall(
  engine: Engine,
  tokenizer: Tokenizer,
  facts: readonly Fact[],
  exposureOf: (fact: Fact) => Exposure,
): Promise<Recall[]> {
  const result: Record<Exposure, Recall> = {
    frequent: { exposure: 'frequent', facts: 0, recalled: 0 },
    rare: { exposure: 'rare', facts: 0, recalled: 0 },
    unseen: { exposure: 'unseen', facts: 0, recalled: 0 },
  };
  const rows = facts.flatMap((fact) =>
    WORDINGS.map((_, wording) => factRow(fact, wording, tokenizer.encode)),
  );
  const { last } = await engine.trace(rows.map((row) => row.ids.slice(0, row.answerStart)));
  const vocab = engine.info.vocab;
  facts.forEach((fact, f) => {
    const right = WORDINGS.every((_, w) => {
      const row = f * WORDINGS.length + w;
      return (
        argmax(last.data.subarray(row * vocab, (row + 1) * vocab)) === rows[row]!.ids[rows[row]!.answerStart]
      );
    });
    const tally = result[exposureOf(fact)];
    tally.facts++;
    if (right) tally.recalled++;
  });
  return Object.values(result).filter((tally) => tally.facts > 0);
}

import type { ExplainerRecord } from '@/lib/store/records';
import { verdictFacet } from '@/lib/task/facets';
import type { Side } from '@/lib/task/task';
import type { Verdict } from '@/lib/words';

/** What an explainer said of the items on one side, and the verdicts that say so. */
export interface ConfusedCell {
  /** What was measured. */
  measured: Side;
  /** What is claimed; null for nothing that can be checked. */
  says: Side | null;
  n: number;
  /** Filters of the list that holds these items, beside the split. */
  facets: string[];
  verdicts: string[];
}

/** An explainer's claims, side by side with what was measured: the cells of one side, then those of the other. */
export interface ConfusedRow {
  explainer: ExplainerRecord;
  cells: ConfusedCell[];
}

interface Count {
  explainerId: string;
  verdict: Verdict;
  n: number;
}

/**
 * The confusion matrix of claims that take one of two sides. What is right or partly right says what was measured, what is wrong says
 * the other: the verdict on a claim tells what it says.
 *
 * @param counts of verdicts, for each side the items that were measured on it
 */
export function confusionOf(
  explainers: readonly ExplainerRecord[],
  sides: readonly [Side, Side],
  counts: readonly [readonly Count[], readonly Count[]],
): ConfusedRow[] {
  return explainers.flatMap((explainer) => {
    const cells = sides.flatMap((measured, i) => {
      const said = (says: Side | null, verdicts: readonly Verdict[]): ConfusedCell => ({
        ...{ measured, says, facets: [...measured.facets] },
        n: counts[i]!.filter(
          (one) => one.explainerId === explainer.id && verdicts.includes(one.verdict),
        ).reduce((total, { n }) => total + n, 0),
        verdicts: verdicts.map((verdict) => verdictFacet(explainer.id, verdict)),
      });
      return sides
        .map((says) => (says === measured ? said(says, ['right', 'partly']) : said(says, ['wrong'])))
        .concat(said(null, ['unknown']));
    });
    return cells.some(({ n }) => n > 0) ? [{ explainer, cells }] : [];
  });
}

import type { Match } from './match';

/** The scores of METHOD, each a function of the matches of one explainer on a set of items. */
export const METRICS = {
  valid: (items) => share(items, (m) => m.valid),
  exactMatch: (items) => share(items, (m) => m.exact),
  contentMatch: (items) => share(items, (m) => m.content),
  contentMatchChanged: (items) =>
    share(
      items.filter((m) => m.isChanged),
      (m) => m.content,
    ),
  hasChangedF1,
} as const satisfies Record<string, (items: readonly Match[]) => number>;

export type Metric = keyof typeof METRICS;

/** Macro F1 over the two verdicts; an invalid explanation counts as the wrong verdict. */
function hasChangedF1(items: readonly Match[]): number {
  const f1 = (positive: boolean) => {
    let hits = 0;
    let said = 0;
    let were = 0;
    for (const { saysChanged, isChanged } of items) {
      if (saysChanged === positive) said++;
      if (isChanged === positive) were++;
      if (saysChanged === positive && isChanged === positive) hits++;
    }
    return said + were === 0 ? 0 : (2 * hits) / (said + were);
  };
  return (f1(true) + f1(false)) / 2;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? NaN : items.filter(holds).length / items.length;
}

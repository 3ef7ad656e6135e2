import { isControlled, type RoleClass, roleClass } from '@/components/format/words';
import { saidBy, type ShownExplanation } from '@/components/item/explanations';
import { explainerWord } from '@/lib/explainer/name';
import { roleOf } from '@/lib/explainer/role';
import type { ExplainerRecord } from '@/lib/store/records';
import type { Verdict } from '@/lib/words';
import { plainLetters } from './plain-letters';

/** What stands on the preview picture of a question or of a shared view. */
export interface Pictured {
  /** What is asked about whom: `Patching of house2-b`. */
  kind: string;
  title: string;
  /** What was measured, in a few words; null where nothing was. */
  measured: string | null;
  claims: { who: string; role: RoleClass; verdict: Verdict; text: string }[];
  /** Of a list: how many it has, and what it is filtered by. */
  lists?: { counted: string; filters: readonly string[] };
  /** Words of whoever made the link. */
  note: string | null;
}

/** Claims that there is room for: the compared explainers, in the order of tables. */
const MOST_CLAIMS = 3;

/** Filters that there is room for; beyond them their number is said. */
const MOST_FILTERS = 4;

export const claimsOf = (
  explanations: readonly ShownExplanation[],
  explainers: readonly ExplainerRecord[],
): Pictured['claims'] =>
  saidBy(explanations, explainers)
    .filter(({ explainer }) => !isControlled(explainer))
    .slice(0, MOST_CLAIMS)
    .map(({ explainer, explanation: { text, verdict } }) => ({
      who: explainerWord(explainer),
      role: roleClass(roleOf(explainer)),
      verdict,
      text,
    }));

/** The same within the bounds of a picture, in letters that its typefaces have, whoever wrote it. */
export const bounded = ({ kind, title, measured, claims, lists, note }: Pictured): Pictured => ({
  kind: plainLetters(kind, 60),
  title: plainLetters(title, 90),
  measured: measured === null ? null : plainLetters(measured, 60),
  claims: claims
    .slice(0, MOST_CLAIMS)
    .map(({ who, text, ...rest }) => ({ ...rest, who: plainLetters(who, 26), text: plainLetters(text, 84) })),
  ...(lists && {
    lists: { counted: plainLetters(lists.counted, 60), filters: boundedFilters(lists.filters) },
  }),
  note: note === null ? null : plainLetters(note, 140),
});

function boundedFilters(filters: readonly string[]): string[] {
  const shown = filters.length > MOST_FILTERS ? filters.slice(0, MOST_FILTERS - 1) : filters;
  const more = filters.length - shown.length;
  return [
    ...shown.map((filter) => plainLetters(filter, 70)),
    ...(more > 0 ? [`and ${more} more filters`] : []),
  ];
}

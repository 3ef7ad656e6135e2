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
  /** Words of whoever made the link. */
  note: string | null;
}

/** Claims that there is room for: the compared explainers, in the order of tables. */
const MOST_CLAIMS = 3;

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
export const bounded = ({ kind, title, measured, claims, note }: Pictured): Pictured => ({
  kind: plainLetters(kind, 60),
  title: plainLetters(title, 90),
  measured: measured === null ? null : plainLetters(measured, 60),
  claims: claims
    .slice(0, MOST_CLAIMS)
    .map(({ who, text, ...rest }) => ({ ...rest, who: plainLetters(who, 26), text: plainLetters(text, 84) })),
  note: note === null ? null : plainLetters(note, 140),
});

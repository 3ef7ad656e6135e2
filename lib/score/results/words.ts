import { format } from 'd3-format';
import { explainerWord } from '@/lib/explainer/name';
import { isControl, roleOf } from '@/lib/explainer/role';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';

export const count = format(',d');
export const percent = format('.1%');
const threeDecimals = format('.3f');

/** Without the leading zero, with a true minus. */
export const short = (value: number): string => threeDecimals(value).replace(/^(−?)0\./, '$1.');

/** A value with the ends of its interval; nothing where it was not measured. */
export function interval(e: EvaluationRecord | undefined): string {
  if (!e) return '';
  return e.low === null || e.high === null
    ? short(e.value)
    : `${short(e.value)} (${short(e.low)} to ${short(e.high)})`;
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `other (house2-a)`, `no vector`, `text oracle`; with what tells it from others of its role. */
export function nameOf(explainer: ExplainerRecord): string {
  const base = isControl(roleOf(explainer)) ? null : explainer.baseId;
  return base ? `${explainerWord(explainer)} (${base})` : explainerWord(explainer);
}

export const sizeOf = ({ trainExamples }: ExplainerRecord): string =>
  trainExamples === null ? '' : count(trainExamples);

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;

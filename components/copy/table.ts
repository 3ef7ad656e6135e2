import { rowOf } from '@/lib/csv';
import type { ExplanationRecord } from '@/lib/store/records';

/** Rows under the names of their columns. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** A table as CSV: figures as they were measured, nothing where there is none. */
export const tableText = ({ columns, rows }: Table): string =>
  [columns, ...rows].map((row) => rowOf(row.map((cell) => (cell === null ? '' : String(cell))))).join('');

/** What explainers say beside what was measured, a row an explainer. */
export const saidTable = (
  explanations: readonly Pick<ExplanationRecord, 'explainerId' | 'text' | 'verdict' | 'logProbability'>[],
  measured: string,
): Table => ({
  columns: ['explainer', 'says', 'verdict', 'mean log-probability, nats', 'measured'],
  rows: explanations.map(({ explainerId, text, verdict, logProbability }) => [
    explainerId,
    text,
    verdict,
    logProbability,
    measured,
  ]),
});

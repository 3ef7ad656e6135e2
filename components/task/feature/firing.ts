import { max } from 'd3-array';
import type { FeatureDetail } from '@/lib/measure/features/record';

/** A stretch of text with what a feature is on each of its tokens. */
export type Exemplar = FeatureDetail['top'][number];

/** Which exemplars are shown. */
export const SHOWN = ['top', 'quarters'] as const;
export type Shown = (typeof SHOWN)[number];

/** Names of the quarters of all activations, as they are kept: the strongest first. */
export const QUARTERS = ['strongest quarter', 'second quarter', 'third quarter', 'weakest quarter'] as const;

/** The activation that an exemplar was chosen for. */
export const strengthOf = ({ activations, at }: Exemplar): number => activations[at] ?? 0;

/** The largest activation of all exemplars, where their one scale ends. */
export const largestOf = ({ top, samples }: Pick<FeatureDetail, 'top' | 'samples'>): number =>
  max([...top, ...samples.flat()].flatMap(({ activations }) => activations)) ?? 0;

/** Exemplars that show no other token than others before them say less: how many different ones it fires on most. */
export const variety = ({ top }: Pick<FeatureDetail, 'top'>): number =>
  new Set(top.map(({ tokens, at }) => tokens[at]?.trim().toLowerCase())).size;

/** The text of an exemplar, as a reader would write it. */
export const textOf = ({ tokens }: Exemplar): string => tokens.join('').trim();

/** A token of a list of strips. */
export interface At {
  row: number;
  token: number;
}

/** The token that a key leads to in strips of these lengths: along a strip and on into the next, or from strip to strip; null for other keys. */
export function stepIn(lengths: readonly number[], { row, token }: At, key: string): At | null {
  const inRow = (at: number): At => ({
    row: at,
    token: Math.max(0, Math.min(token, (lengths[at] ?? 1) - 1)),
  });
  const last = (lengths[row] ?? 1) - 1;
  switch (key) {
    case 'ArrowRight':
      if (token < last) return { row, token: token + 1 };
      return row < lengths.length - 1 ? { row: row + 1, token: 0 } : { row, token };
    case 'ArrowLeft':
      if (token > 0) return { row, token: token - 1 };
      return row > 0 ? { row: row - 1, token: (lengths[row - 1] ?? 1) - 1 } : { row, token };
    case 'ArrowDown':
      return inRow(Math.min(row + 1, lengths.length - 1));
    case 'ArrowUp':
      return inRow(Math.max(row - 1, 0));
    case 'Home':
      return { row, token: 0 };
    case 'End':
      return { row, token: last };
    default:
      return null;
  }
}

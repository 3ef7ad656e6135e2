import type { Candidate } from '@/lib/corpus/derive/select';

/** The part of a `periodic-table` record that facts come from. */
export interface Element {
  atomicNumber: number;
  symbol: string;
  name: string;
  groupBlock: string;
}

export const ELEMENT_SOURCES = {
  block: 'periodic-table',
  period: 'periodic-table',
  series: 'periodic-table',
  symbol: 'periodic-table',
} as const;

/** The noble gases end the periods. */
const PERIOD_ENDS = [2, 10, 18, 36, 54, 86, 118];
const PERIODS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];

/** Symbol, period, block and series (`alkali metal` is alkali) of the elements. */
export function elementCandidates(elements: readonly Element[]): Candidate[] {
  return elements.map(({ atomicNumber, symbol, name, groupBlock }) => ({
    // Tin, lead and gold are words of every day; small letters are how all of them are written in a sentence.
    subject: name.toLowerCase(),
    objects: {
      symbol,
      period: PERIODS[PERIOD_ENDS.findIndex((last) => atomicNumber <= last)],
      block: blockOf(atomicNumber),
      series: groupBlock
        .replace(/^post-transition/, '')
        .trim()
        .split(' ')[0],
    },
  }));
}

/** The subshell that is being filled, by the place in the period. Helium belongs to the s-block. */
function blockOf(atomicNumber: number): string {
  const period = PERIOD_ENDS.findIndex((last) => atomicNumber <= last);
  const place = atomicNumber - (PERIOD_ENDS[period - 1] ?? 0);
  const fromEnd = PERIOD_ENDS[period]! - atomicNumber;
  if (place <= 2) return 's';
  if (fromEnd < 6) return 'p';
  return fromEnd < 16 ? 'd' : 'f';
}

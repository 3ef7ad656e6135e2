import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { nats, probability } from '@/components/format/number';
import { columnWidth } from '@/components/map/cells';
import { outputWord } from '@/components/tokens/token-text';
import type { SiteReading, StreamReadings } from '@/lib/measure/stream';
import type { MapKind } from './address';

/** What each kind of map shows, in a word for its switch and a line for its head. */
export const KINDS: Readonly<Record<MapKind, { name: string; meaning: string; unit: string }>> = {
  lens: {
    name: 'Lens',
    meaning: 'most likely token by the logit lens; colour is its probability',
    unit: 'probability',
  },
  norm: { name: 'Norm', meaning: 'length of the vector of the residual stream', unit: '' },
  entropy: { name: 'Entropy', meaning: 'how undecided the lens is about the next token', unit: 'nats' },
};

const valueOf = (kind: MapKind, { lens, norm, entropy }: SiteReading): number =>
  kind === 'lens' ? (lens.top[0]?.probability ?? 0) : kind === 'norm' ? norm : entropy;

/** The end of the scale that all maps of the page share; it begins at zero. */
export const largest = (kind: MapKind, streams: readonly StreamReadings[]): number =>
  kind === 'lens'
    ? 1
    : Math.max(0, ...streams.flatMap(({ sites }) => sites.flat().map((site) => valueOf(kind, site))));

/** The end of a scale as its legend has it. */
export const endOf = (kind: MapKind, most: number): string =>
  kind === 'lens' ? '1' : nats(most, most < 100 ? 1 : 0);

/** What stands in a cell, its ground, and what it says to a reader who cannot see it. */
export function lookOf(kind: MapKind, site: SiteReading, most: number) {
  const value = valueOf(kind, site);
  const style = stepStyle(sequentialStep(value, most));
  const word = outputWord(site.lens.output);
  if (kind === 'lens') return { style, text: word, label: `${word}, probability ${probability(value)}` };
  const text = nats(value, value < 100 ? 1 : 0);
  return { style, text, label: kind === 'norm' ? `norm ${text}` : `entropy ${text} nats` };
}

/** Width of each column, in characters: of its token and of what stands in it. */
export const widthsOf = (kind: MapKind, { tokens, sites }: StreamReadings): number[] =>
  tokens.map((token, position) =>
    columnWidth([
      token,
      ...(kind === 'lens' ? sites.map((row) => outputWord(row[position]!.lens.output)) : []),
    ]),
  );

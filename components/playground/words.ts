import type { KeyMeaning } from '@/components/task/view';

export const PLAYGROUND = { path: 'playground', name: 'Playground' } as const;

export const FIRST = 'First text';
export const SECOND = 'Second text';

export const PLAYGROUND_KEYS: readonly KeyMeaning[] = [
  [['1', '2'], 'playground: the map of the first text, and of the second'],
  [['m'], 'playground: the next kind of map'],
];

/** A layer as a heading names it. */
export const siteName = (layer: number): string => (layer === 0 ? 'Embedding' : `Layer ${layer}`);

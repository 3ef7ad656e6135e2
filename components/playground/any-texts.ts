import type { ExampleTexts } from './text-form';

/** Texts of a target about which the store has no questions. */
export const ANY_TEXTS: ExampleTexts[] = [
  { name: 'two capitals', first: 'The capital of Spain is', second: 'The capital of France is' },
  { name: 'capital and continent', first: 'The continent of Peru is', second: 'The capital of Peru is' },
];

/** In which words a reader wants to be told: plain ones, or those of the field, exact. `plain` is the absence of a choice. */
export type Level = 'plain' | 'research';

export const LEVELS: readonly Level[] = ['plain', 'research'];

export const LEVEL_COOKIE = 'level';

export const readLevel = (value: string | undefined): Level => (value === 'research' ? value : 'plain');

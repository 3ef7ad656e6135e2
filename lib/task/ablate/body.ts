/** What an ablation question asks, and what is measured for it, without the schemas of it (`schemas.ts`), which pages need not load. */

export type { AblateBody, AblateTruth, Attribution, Removal } from './schemas';

/** What of a question with options is taken away. */
export const SPAN_KINDS = ['hint', 'options', 'subject', 'relation', 'other'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** What the hint of a question points at. */
export const HINT_KINDS = ['right', 'wrong', 'none'] as const;
export type HintKind = (typeof HINT_KINDS)[number];

/** How options are named, and so answered. */
export const OPTION_KINDS = ['words', 'letters'] as const;
export type OptionKind = (typeof OPTION_KINDS)[number];

/** Longest text, in tokens. */
export const MOST_TOKENS = 1024;

/** Longest text that a reader may run, in characters. */
export const MAX_TEXT = 240;

import type { ExplainerRole } from '@/lib/explainer/types';
import type { PairType, PositionType } from '@/lib/task/patch/body';
import type { Provider, Verdict } from '@/lib/words';

/** The words a reader sees for the values of the store. */

export const ROLE_NAMES: Record<ExplainerRole, string> = {
  self: 'self',
  other: 'other',
  'no-vector': 'no vector',
  'text-oracle': 'text oracle',
  majority: 'majority',
};

/** One sentence each, for a reader who meets the word for the first time. */
export const ROLE_MEANINGS: Record<ExplainerRole, string> = {
  self: 'An explainer trained from the target itself.',
  other: 'An explainer trained from another model on the same questions.',
  'no-vector':
    'The self explainer trained and asked with zeros in place of the vector: what the wording alone gives away.',
  'text-oracle':
    'Always says unchanged, with the true original output: knows the answers, never reads the vector.',
  majority: 'The most frequent training answer for the layer and kind of position.',
};

export const VERDICT_NAMES: Record<Verdict, string> = {
  right: 'right',
  partly: 'partly',
  wrong: 'wrong',
  unknown: 'not checkable',
};

export const VERDICT_RULES: Record<Verdict, string> = {
  right: 'It says whether the next word changes, and which word it is, as measured.',
  partly: 'Right about whether the next word changes, wrong about the word.',
  wrong: 'Wrong about whether the next word changes.',
  unknown: 'It says nothing that can be checked.',
};

export const POSITION_NAMES: Record<PositionType, string> = {
  'subject-final': 'last token of the subject',
  relation: 'relation',
  last: 'last token',
  other: 'another token',
};

export const PAIR_NAMES: Record<PairType, string> = {
  'same-relation': 'same relation',
  'same-object': 'same object',
  'other-relation': 'other relation',
};

/** The sentence under a title that says how the two texts differ. */
export const PAIR_MEANINGS: Record<PairType, string> = {
  'same-relation': 'subject swap, other answer',
  'same-object': 'subject swap, same answer',
  'other-relation': 'another relation',
};

export const PROVIDER_NAMES: Record<Provider | 'rule', string> = {
  cpu: 'node',
  wasm: 'wasm',
  webgpu: 'webgpu',
  rule: 'rule',
};

export const isControl = (role: ExplainerRole): boolean => role !== 'self' && role !== 'other';

/** Class that carries the colour of a role. */
export const roleClass = (role: ExplainerRole): 'self' | 'other' | 'ctl' =>
  role === 'self' || role === 'other' ? role : 'ctl';

import { isControl, roleOf, type ExplainerTraits, type Role } from '@/lib/explainer/role';
import type { Provider, Split, Verdict } from '@/lib/words';

/** The words a reader sees for the values of the store, whatever the task. */

export const ROLE_NAMES: Record<Role, string> = {
  self: 'self',
  sibling: 'sibling',
  other: 'other',
  'rotated-vector': 'rotated vector',
  'no-vector': 'no vector',
  'random-weights': 'random weights',
  rule: 'rule',
};

/** One sentence each, for a reader who meets the word for the first time. */
export const ROLE_MEANINGS: Record<Role, string> = {
  self: 'An explainer trained from the target itself.',
  sibling:
    'An explainer trained from a relative of the target: one went on from the other, or both from a third.',
  other: 'An explainer trained from another model on the same questions.',
  'rotated-vector':
    'The self explainer trained and asked with every vector rotated: what is left when the basis is not its own.',
  'no-vector':
    'The self explainer trained and asked with zeros in place of the vector: what the wording alone gives away.',
  'random-weights': 'An explainer trained from random weights: what training alone can learn.',
  rule: 'An answer by a rule, without a model.',
};

export const VERDICT_NAMES: Record<Verdict, string> = {
  right: 'right',
  partly: 'partly',
  wrong: 'wrong',
  unknown: 'not checkable',
};

/** The rule behind each verdict: every task has its own (`TaskView.verdicts`). */
export type VerdictRules = Readonly<Record<Verdict, string>>;

export const SPLIT_NAMES: Record<Split, string> = {
  train: 'training',
  validation: 'validation',
  test: 'held out',
};

export const PROVIDER_NAMES: Record<Provider | 'rule', string> = {
  cpu: 'node',
  wasm: 'wasm',
  webgpu: 'webgpu',
  rule: 'rule',
};

/** Class that carries the colour and the shape of a role. */
export type RoleClass = 'self' | 'sibling' | 'other' | 'control';

const COMPARED: Partial<Record<Role, RoleClass>> = { self: 'self', sibling: 'sibling', other: 'other' };

export const roleClass = (role: Role): RoleClass => COMPARED[role] ?? 'control';

/** The same of an explainer. */
export const explainerClass = (explainer: ExplainerTraits): RoleClass => roleClass(roleOf(explainer));

/** Whether an explainer is there to be compared with and not for itself. */
export const isControlled = (explainer: ExplainerTraits): boolean => isControl(roleOf(explainer));

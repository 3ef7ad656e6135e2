import { isControl, roleOf, type ExplainerTraits, type Role } from '@/lib/explainer/role';
import type { Provider, Split, Verdict } from '@/lib/words';

/** The words a reader sees for the values of the store, whatever the task. */

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

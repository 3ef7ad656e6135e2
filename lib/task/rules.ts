import { ACTIVATION_RULES } from './activation/rules';
import { textOracle } from './change/text-oracle';
import { FEATURE_RULES } from './feature/rules';
import { PATCH_RULES } from './patch/rules';
import type { Rule } from './task';

/**
 * Explainers without a model, by task, beside the majority that every task has. They answer in the lab alone: pages know them by
 * their words (`rule-words.ts`).
 */
const known = new Map<string, readonly Rule<unknown, unknown>[]>();

/** Makes the rules of a task known, in the place of those it had. */
export function addRules<Body, Truth>(task: string, rules: readonly Rule<Body, Truth>[]): void {
  known.set(task, rules);
}

addRules('patch', PATCH_RULES);
addRules('ablate', [textOracle]);
addRules('feature', FEATURE_RULES);
addRules('activation', ACTIVATION_RULES);

/** The rules of a task; none where it has none. */
export const rulesOfTask = (task: string): readonly Rule<unknown, unknown>[] => known.get(task) ?? [];

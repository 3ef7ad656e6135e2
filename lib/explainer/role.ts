import type { Kinship, ModelId, Sight } from '@/lib/words';

/**
 * Who an explainer is to its target, in the order in which tables show them. A role is read off the explainer's fields and
 * never names it: several explainers of one role stand side by side, and each is known by its id.
 */
export const ROLES = [
  'self',
  'sibling',
  'other',
  'rotated-vector',
  'no-vector',
  'random-weights',
  'disturbed',
  'rule',
] as const;
export type Role = (typeof ROLES)[number];

/** What of an explainer says who it is. */
export interface ExplainerTraits {
  /** Model that the weights started from; null for rules. */
  baseId: ModelId | null;
  /** Null for rules. */
  kinship: Kinship | null;
  sees: Sight;
  /** The explainer whose weights these are, where it is shown something else than what it was trained on. */
  disturbs?: string | null;
}

export function roleOf({ kinship, sees, disturbs }: ExplainerTraits): Role {
  if (kinship === null) return 'rule';
  if (disturbs) return 'disturbed';
  if (sees === 'no-vector' || sees === 'rotated-vector') return sees;
  if (kinship === 'self' || kinship === 'sibling' || kinship === 'random-weights') return kinship;
  return 'other';
}

/** Self, its siblings and others are compared; everyone else is a control. */
export const isControl = (role: Role): boolean => role !== 'self' && role !== 'sibling' && role !== 'other';

/** Orders explainers as tables show them: by role, then as they came. */
export function byRole(a: ExplainerTraits, b: ExplainerTraits): number {
  return ROLES.indexOf(roleOf(a)) - ROLES.indexOf(roleOf(b));
}

/** What is known of where a model came from. */
export interface Lineage {
  id: ModelId;
  /** Model that its training went on from; null where it began from random weights. */
  parentId: ModelId | null;
  architecture: string;
  parameters: number;
}

/** How an explainer that started from `base` is related to `target`. */
export function kinshipOf(target: Lineage, base: Lineage): Kinship {
  if (base.id === target.id) return 'self';
  if (base.parentId === target.id || target.parentId === base.id) return 'sibling';
  if (base.parentId !== null && base.parentId === target.parentId) return 'sibling';
  const alike = base.architecture === target.architecture && base.parameters === target.parameters;
  return alike ? 'other-seed' : 'other-size';
}

import type { RoleClass } from '@/components/format/words';

/** How the lines and bars of an explainer are drawn, by the class of its role. */
export const MARKS: Record<RoleClass, { colour: string; line: string; dashes?: string }> = {
  self: { colour: 'var(--self)', line: 'ln s-self' },
  sib: { colour: 'var(--other)', line: 'ln thin s-other' },
  other: { colour: 'var(--other)', line: 'ln s-other' },
  ctl: { colour: 'var(--control)', line: 'ln dash s-ctl', dashes: '3 2' },
};

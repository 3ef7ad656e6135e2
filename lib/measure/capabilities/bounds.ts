import type { Capability } from '@/lib/schemas';

/** A capability in words: `frequent facts, in quotation marks`. */
export const capabilityName = ({ label, exposure }: Pick<Capability, 'label' | 'exposure'>): string =>
  exposure ? `${exposure} facts, ${label}` : label;

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;

/** Why a capability is outside what a target worth training on has; null where it is within, or nothing is asked of it. */
export function outside({
  right,
  n,
  floor,
  ceiling,
}: Pick<Capability, 'right' | 'n' | 'floor' | 'ceiling'>): string | null {
  const share = right / n;
  if (floor !== undefined && share < floor) return `${percent(share)}, below ${percent(floor)}`;
  if (ceiling !== undefined && share > ceiling) return `${percent(share)}, above ${percent(ceiling)}`;
  return null;
}

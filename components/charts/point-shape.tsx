import { symbol, symbolCircle, symbolDiamond2, type SymbolType } from 'd3-shape';
import { roleClass, type RoleClass } from '@/components/format/words';
import type { Role } from '@/lib/explainer/role';

/** An upright tick, which is not among d3's own symbols. As for those, its size is the square of its height. */
const symbolTick: SymbolType = {
  draw(path, size) {
    const half = Math.sqrt(size) / 2;
    path.moveTo(0, -half);
    path.lineTo(0, half);
  },
};

const outline = (type: SymbolType, size: number): string => symbol(type, size)() ?? '';

/** Of like weight to the eye: a disc of radius 4, a square on its corner, full or hollow, a tick of 10. */
export const POINTS: Readonly<Record<RoleClass, { d: string; strokeWidth?: number }>> = {
  self: { d: outline(symbolCircle, Math.PI * 4 ** 2) },
  sibling: { d: outline(symbolDiamond2, 45), strokeWidth: 1.25 },
  other: { d: outline(symbolDiamond2, 58.75) },
  control: { d: outline(symbolTick, 10 ** 2), strokeWidth: 2 },
};

/** The point of an explainer, about the origin. */
export function PointShape({ role }: { role: Role }) {
  const mark = roleClass(role);
  return <path className={`point ${mark}`} {...POINTS[mark]} />;
}

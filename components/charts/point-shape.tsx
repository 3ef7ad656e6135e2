import { symbol, symbolCircle, symbolDiamond2, type SymbolType } from 'd3-shape';
import { roleClass } from '@/components/format/words';
import type { ExplainerRole } from '@/lib/explainer/types';

/** An upright tick, which is not among d3's own symbols. As for those, its size is the square of its height. */
const symbolTick: SymbolType = {
  draw(path, size) {
    const half = Math.sqrt(size) / 2;
    path.moveTo(0, -half);
    path.lineTo(0, half);
  },
};

const outline = (type: SymbolType, size: number): string => symbol(type, size)() ?? '';

/** Of like weight to the eye: a disc of radius 4, a square on its corner, a tick of 10. */
const POINTS = {
  self: { d: outline(symbolCircle, Math.PI * 4 ** 2), className: 'f-self' },
  other: { d: outline(symbolDiamond2, 58.75), className: 'f-other' },
  ctl: { d: outline(symbolTick, 10 ** 2), className: 's-ctl', strokeWidth: 2 },
};

/** The point of an explainer, about the origin. */
export function PointShape({ role }: { role: ExplainerRole }) {
  return <path {...POINTS[roleClass(role)]} />;
}

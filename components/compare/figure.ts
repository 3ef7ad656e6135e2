import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { axisFromZero } from '@/components/charts/axis';
import { POINTS } from '@/components/charts/point-shape';
import { type Drawing, type Paint, write } from '@/components/copy/drawing';
import { element } from '@/components/copy/markup';
import type { Table } from '@/components/copy/table';
import { percent, tickLabel } from '@/components/format/number';
import { roleClass, type RoleClass } from '@/components/format/words';
import { intervalWords } from '@/components/home/finding';
import type { ScoredRow } from './scores';

const NAMES = 240;
const PLOT = 340;
const FIGURES = 150;
const ROW = 26;

const COLOURS: Readonly<Record<RoleClass, string>> = {
  self: 'var(--self)',
  sibling: 'var(--other)',
  other: 'var(--other)',
  control: 'var(--control)',
};

/** Everyone's score on its interval, self's carried down as a line, as the page draws it (`score-plot.tsx`). */
export function scoreDrawing(rows: readonly ScoredRow[], paint: Paint): Drawing {
  const axis = axisFromZero(max(rows, ({ score }) => score.high ?? score.value) ?? 0);
  const x = scaleLinear([axis.from, axis.to], [NAMES, NAMES + PLOT]);
  const [ink, pale, hairline] = [paint('var(--ink)'), paint('var(--ink-3)'), paint('var(--hairline)')];
  const bottom = rows.length * ROW;
  const self = rows.find(({ role }) => role === 'self')?.score.value;
  const line = (from: number, to: number, y: number, stroke: string, more = {}) =>
    element('line', { x1: from, x2: to, y1: y, y2: y, stroke, ...more });
  return {
    width: NAMES + PLOT + FIGURES,
    height: bottom + 24,
    content: [
      self === undefined
        ? ''
        : element('line', {
            ...{ x1: x(self), x2: x(self), y1: 0, y2: bottom, stroke: paint('var(--self)'), opacity: 0.4 },
          }),
      ...rows.map(({ name, role, score }, index) => {
        const mark = roleClass(role);
        const colour = paint(COLOURS[mark]);
        const middle = index * ROW + ROW / 2;
        const { d, strokeWidth } = POINTS[mark];
        const [low, high] = [score.low, score.high].map((end) => (end === null ? null : x(end)));
        return [
          write(name, { x: 0, y: middle + 4, fill: mark === 'control' ? ink : colour }),
          line(NAMES, NAMES + PLOT, middle, hairline),
          low == null || high == null
            ? ''
            : line(low, high, middle, colour, { 'stroke-width': 9, opacity: 0.3 }) +
              line(low, high, middle, colour, {
                'stroke-width': 1.5,
                'stroke-dasharray': mark === 'control' ? '3 2' : undefined,
              }),
          element('path', {
            d,
            transform: `translate(${x(score.value).toFixed(2)} ${middle})`,
            fill: mark === 'sibling' ? paint('var(--paper)') : colour,
            stroke: mark === 'sibling' || mark === 'control' ? colour : undefined,
            'stroke-width': strokeWidth,
          }),
          write(percent(score.value), { x: NAMES + PLOT + 48, y: middle + 4, fill: ink, anchor: 'end' }),
          write(intervalWords(score, percent), {
            ...{ x: NAMES + PLOT + FIGURES, y: middle + 4, fill: pale, anchor: 'end' },
          }),
        ].join('');
      }),
      ...axis.ticks.map((tick) =>
        write(tickLabel(percent(tick)), { x: x(tick), y: bottom + 16, fill: pale, anchor: 'middle' }),
      ),
    ].join(''),
  };
}

/** The same numbers, with how far self is ahead of each on the same items; as shares, from 0 to 1. */
export const scoreTable = (rows: readonly ScoredRow[], metric: string): Table => ({
  columns: [
    ...['explainer', 'name', 'metric', 'value', 'low', 'high', 'items'],
    ...['self minus it', 'difference low', 'difference high'],
  ],
  rows: rows.map(({ id, name, score, behind }) => [
    ...[id, name, metric, score.value, score.low, score.high, score.n],
    ...[behind?.value ?? null, behind?.low ?? null, behind?.high ?? null],
  ]),
});

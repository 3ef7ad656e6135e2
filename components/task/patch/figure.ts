import { LAST_STEP, sequentialStep, stepStyle } from '@/components/charts/scale';
import { cut, type Drawing, type Paint, rampOf, write } from '@/components/copy/drawing';
import { element } from '@/components/copy/markup';
import type { Table } from '@/components/copy/table';
import { nats } from '@/components/format/number';
import { isWithin, type Block } from '@/components/map/cells';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { Sweep, SweepCell } from '@/lib/task/patch/body';
import { alignedSources, cellAt, columnWidths, largestEffect, meanEffect } from './cells';

/** Room for the names of layers, and for what stands behind a row. */
const NAMES = 62;
const TOTAL = 96;
const ROW = 30;
const GAP = 2;
/** Baselines of the two texts above the cells. */
const HEADS = { source: 12, run: 30, end: 40 };

interface Column {
  x: number;
  width: number;
}

/** The measured map, as the page draws it (`effect-map.tsx`). */
export function mapDrawing(sweep: Sweep, chosen: Block, paint: Paint): Drawing {
  const columns = columnsOf(sweep);
  const last = columns.at(-1);
  const end = last ? last.x + last.width : NAMES;
  const max = largestEffect(sweep);
  const pale = paint('var(--ink-3)');
  const layers = [...sweep.layers].reverse();
  const bottom = HEADS.end + layers.length * (ROW + GAP);
  const rows = layers.map((layer, row) => {
    const y = HEADS.end + row * (ROW + GAP);
    const mean = meanEffect(sweep.cells[sweep.layers.indexOf(layer)] ?? []);
    return [
      write(layer === 0 ? 'embed' : `L${layer}`, {
        ...{ x: NAMES - 8, y: y + 20, fill: paint('var(--ink)'), anchor: 'end' },
      }),
      ...columns.map(({ x, width }, position) => {
        const cell = { layer, position };
        const box = { x, y, width, height: ROW, rx: 2 };
        return cellDrawing(cellAt(sweep, cell), box, { max, chosen: isWithin(cell, chosen), paint });
      }),
      mean === null ? '' : write(nats(mean), { x: end + 8, y: y + 20, fill: pale }),
    ].join('');
  });
  return {
    width: end + TOTAL,
    height: bottom + 22,
    content: [
      headsDrawing(sweep, columns, end, paint),
      ...rows,
      write('mean, nats', { x: end + 8, y: bottom + 14, fill: pale, size: 11 }),
      rampOf(
        Array.from({ length: LAST_STEP + 1 }, (_, step) => paint(stepStyle(step).background)),
        ['0', `${nats(max, 1)} nats`],
        { right: end, y: bottom + 6, fill: pale },
      ),
    ].join(''),
  };
}

function columnsOf(sweep: Sweep): Column[] {
  let x = NAMES;
  return columnWidths(sweep).map((letters) => {
    const column = { x, width: Math.max(34, Math.ceil(7.3 * letters + 8)) };
    x += column.width + GAP;
    return column;
  });
}

/** Both texts with what they go on with; tokens that differ are bold. */
function headsDrawing(sweep: Sweep, columns: readonly Column[], end: number, paint: Paint): string {
  const sources = alignedSources(sweep);
  const texts = [
    { name: 'x′ source', y: HEADS.source, ink: 'var(--ink-3)', tokens: sources, next: sweep.sourceOutcome },
    { name: 'x run', y: HEADS.run, ink: 'var(--ink)', tokens: sweep.tokens, next: sweep.original },
  ];
  return texts
    .flatMap(({ name, y, ink, tokens, next }) => [
      write(name, { x: NAMES - 8, y, fill: paint('var(--ink-3)'), anchor: 'end' }),
      ...columns.map(({ x, width }, i) => {
        const token = tokens[i] ?? null;
        const weight = sources[i] === sweep.tokens[i] ? 400 : 700;
        return write(token === null ? '–' : cut(visibleToken(token), width, 11), {
          ...{ x: x + width / 2, y, fill: paint(ink), size: 11, anchor: 'middle', mono: true, weight },
        });
      }),
      write(`→ ${cut(outputWord(next.output), TOTAL - 26, 12)}`, {
        ...{ x: end + 8, y, fill: paint(ink), mono: true, weight: 700 },
      }),
    ])
    .join('');
}

type Box = { x: number; y: number; width: number; height: number; rx: number };

/** A cell in the colour of its effect, with the new word where it changes; struck out where nothing was measured. */
function cellDrawing(
  cell: SweepCell | null,
  box: Box,
  { max, chosen, paint }: { max: number; chosen: boolean; paint: Paint },
): string {
  const look = stepStyle(sequentialStep(cell?.effect ?? 0, max));
  const hairline = { stroke: paint('var(--hairline)'), 'stroke-width': 1 };
  const ground = cell
    ? element('rect', { ...box, fill: paint(look.background) })
    : element('rect', { ...box, fill: 'none', ...hairline }) +
      element('path', { d: `M${box.x} ${box.y + box.height}l${box.width} ${-box.height}`, ...hairline });
  const word = cell?.changed
    ? write(cut(outputWord(cell.output), box.width - 4, 11), {
        ...{ x: box.x + box.width / 2, y: box.y + 19, fill: paint(look.color) },
        ...{ size: 11, weight: 500, anchor: 'middle', mono: true },
      })
    : '';
  const ring = { fill: 'none', stroke: paint('var(--ink)'), 'stroke-width': 2 };
  return ground + word + (chosen ? element('rect', { ...box, ...ring }) : '');
}

/** The map as a table, a row a cell, from the top layer down. */
export const mapTable = (sweep: Sweep): Table => ({
  columns: ['layer', 'position', 'token', 'source token', 'output', 'changed', 'effect, nats'],
  rows: [...sweep.layers].reverse().flatMap((layer) =>
    sweep.tokens.map((token, position) => {
      const cell = cellAt(sweep, { layer, position });
      const source = alignedSources(sweep)[position] ?? null;
      return [
        ...[layer, position, token, source],
        ...[cell?.output ?? null, cell?.changed ?? null, cell?.effect ?? null],
      ];
    }),
  ),
});

import { divergingStep, divergingStyle, LAST_ARM } from '@/components/charts/scale';
import { type Drawing, moved, type Paint, rampOf, write } from '@/components/copy/drawing';
import { element } from '@/components/copy/markup';
import { layTokens, TOKEN_HEIGHT, written } from '@/components/copy/strip';
import type { Table } from '@/components/copy/table';
import { signedNats } from '@/components/format/number';
import { outputWord } from '@/components/tokens/token-text';
import type { Span } from '@/lib/measure/ablate';
import type { Attribution } from '@/lib/task/ablate/body';
import { largestSize } from './attribution';
import { UNITS, unitOf, type Unit } from './spans';

const WIDTH = 640;
/** Of the bar of the largest effect. */
const HIGHEST = 12;
const LEADING = TOKEN_HEIGHT + 2 * HIGHEST + 8;

/** A text with what each of its parts is worth to the answer, as the page draws it (`token-strip.tsx`). */
export function stripDrawing(
  { tokens, original, removals }: Attribution,
  by: Unit,
  chosen: Span,
  paint: Paint,
): Drawing {
  const units = removals[by];
  const spans = units.map(({ span }) => span);
  const max = largestSize(units);
  const lines = new Set(removals.sentences.map(({ span }) => span.from));
  const { laid, height } = layTokens(tokens, { width: WIDTH, leading: LEADING, lines });
  const [ink, pale] = [paint('var(--ink)'), paint('var(--ink-3)')];
  const strip = laid.map((token) => {
    const { at, x, y, width } = token;
    const effect = units[unitOf(spans, at)]?.effect ?? 0;
    const step = divergingStep(effect, max);
    const look = divergingStyle(step);
    const size = step === 0 ? 0 : Math.max(2, (HIGHEST * Math.abs(effect)) / max);
    const arm = paint(divergingStyle(Math.sign(step) * LAST_ARM).background);
    const isChosen = at >= chosen.from && at < chosen.to;
    return [
      element('rect', { x, y, width, height: TOKEN_HEIGHT, fill: paint(look.background) }),
      size > 0
        ? element('rect', {
            ...{ x, width, height: size, fill: arm },
            y: step > 0 ? y - 2 - size : y + TOKEN_HEIGHT + 2,
          })
        : '',
      written(token, paint(look.color)),
      isChosen
        ? element('path', {
            d: `M${x} ${y + 10}h${width}M${x} ${y - 1}h${width}M${x} ${y + TOKEN_HEIGHT + 1}h${width}`,
            stroke: ink,
            'stroke-width': 1,
            'stroke-dasharray': '3 2',
          })
        : '',
    ].join('');
  });
  const last = laid.at(-1);
  const answer = outputWord(original.output);
  const end = height + HIGHEST;
  return {
    width: WIDTH,
    height: end + 12,
    content: [
      moved(strip.join(''), 0, HIGHEST + 2),
      last
        ? write(`→ ${answer}`, {
            ...{ x: last.x + last.width + 10, y: last.y + HIGHEST + 16, fill: ink, size: 13 },
            ...{ mono: true, weight: 700 },
          })
        : '',
      write(`without one of the ${by}: drop in log-probability of ${answer}`, {
        ...{ x: 0, y: end + 9, fill: pale, size: 11 },
      }),
      rampOf(
        Array.from({ length: 2 * LAST_ARM + 1 }, (_, i) => paint(divergingStyle(i - LAST_ARM).background)),
        [signedNats(-max), `${signedNats(max)} nats`],
        { right: WIDTH, y: end, fill: pale },
      ),
    ].join(''),
  };
}

/** What each part of the text is worth, a row a part: tokens, then words, then sentences. */
export const attributionTable = ({ tokens, removals }: Attribution): Table => ({
  columns: ['left out', 'from', 'to', 'text', 'output', 'changed', 'effect, nats'],
  rows: UNITS.flatMap((by) =>
    removals[by].map(({ span: { from, to }, output, changed, effect }) => [
      by,
      from,
      to,
      tokens.slice(from, to).join(''),
      output,
      changed,
      effect,
    ]),
  ),
});

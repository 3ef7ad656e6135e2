import { LAST_STEP, sequentialStep, stepStyle } from '@/components/charts/scale';
import { type Drawing, moved, type Paint, rampOf, write } from '@/components/copy/drawing';
import { element } from '@/components/copy/markup';
import { layTokens, TOKEN_HEIGHT, written } from '@/components/copy/strip';
import type { Table } from '@/components/copy/table';
import { nats } from '@/components/format/number';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { largestOf, strengthOf } from './firing';

const WIDTH = 640;
const FIGURES = 44;
const LEADING = TOKEN_HEIGHT + 6;
/** Texts that a picture has room for. */
const TEXTS = 4;

/** Texts on which a feature fires most, token by token, as the page draws them (`firing-strips.tsx`). */
export function firingDrawing(detail: FeatureDetail, paint: Paint): Drawing {
  const max = largestOf(detail);
  const [ink, pale] = [paint('var(--ink)'), paint('var(--ink-3)')];
  const parts: string[] = [];
  let y = 0;
  for (const exemplar of detail.top.slice(0, TEXTS)) {
    const { tokens, activations, at: peak } = exemplar;
    const { laid, height } = layTokens(tokens, { width: WIDTH - FIGURES, leading: LEADING });
    const strip = laid.map((token) => {
      const { at, x, y: top, width } = token;
      const step = sequentialStep(activations[at] ?? 0, max);
      const look = stepStyle(step);
      return [
        step > 0
          ? element('rect', { x, y: top, width, height: TOKEN_HEIGHT, fill: paint(look.background) })
          : '',
        at === peak ? element('rect', { x, y: top + TOKEN_HEIGHT, width, height: 2, fill: ink }) : '',
        written(token, step > 0 ? paint(look.color) : ink),
      ].join('');
    });
    parts.push(
      write(nats(strengthOf(exemplar)), { x: FIGURES - 12, y: y + 14, fill: pale, anchor: 'end' }),
      moved(strip.join(''), FIGURES, y),
    );
    y += height + 8;
  }
  parts.push(
    rampOf(
      Array.from({ length: LAST_STEP + 1 }, (_, step) => paint(stepStyle(step).background)),
      ['activation 0', nats(max)],
      { right: WIDTH, y: y + 2, fill: pale },
    ),
  );
  return { width: WIDTH, height: y + 16, content: parts.join('') };
}

/** The same and all other texts on which it fires most: a row a token. */
export const firingTable = ({ top }: Pick<FeatureDetail, 'top'>): Table => ({
  columns: ['text', 'position', 'token', 'activation', 'chosen for it'],
  rows: top.flatMap(({ tokens, activations, at }, text) =>
    tokens.map((token, position) => [
      text + 1,
      position,
      token,
      activations[position] ?? null,
      position === at,
    ]),
  ),
});

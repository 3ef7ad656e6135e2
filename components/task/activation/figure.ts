import { type Drawing, moved, type Paint, write } from '@/components/copy/drawing';
import { element } from '@/components/copy/markup';
import { layTokens, TOKEN_HEIGHT, written } from '@/components/copy/strip';
import { outputWord } from '@/components/tokens/token-text';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { sourceWords } from './marked-text';

const WIDTH = 600;
const NAMES = 44;
const LEADING = TOKEN_HEIGHT + 6;

/** Where the vector stands in its text, and what the model itself says. */
export function vectorDrawing(
  body: ActivationBody,
  { before, answer }: ActivationTruth,
  paint: Paint,
): Drawing {
  const [ink, pale] = [paint('var(--ink)'), paint('var(--ink-3)')];
  const less = body.source && sourceWords(body.source.text, body.tokens[body.position] ?? '');
  const texts = [
    { name: 'text', tokens: body.tokens, marked: body.position, says: answer },
    ...(less ? [{ name: 'less', tokens: less, marked: less.length - 1, says: before }] : []),
  ];
  const parts: string[] = [];
  let y = 4;
  for (const { name, tokens, marked, says } of texts) {
    const { laid, height } = layTokens(tokens, { width: WIDTH - NAMES, leading: LEADING });
    const strip = laid.map(
      (token) =>
        written(token, ink) +
        (token.at === marked
          ? element('rect', {
              ...{ x: token.x - 1, y: token.y, width: token.width + 2, height: TOKEN_HEIGHT, rx: 2 },
              ...{ fill: 'none', stroke: ink, 'stroke-width': 2 },
            })
          : ''),
    );
    parts.push(write(name, { x: 0, y: y + 14, fill: pale }), moved(strip.join(''), NAMES, y));
    y += height;
    // A vector of a fact is asked about its attribute, which is not what the text goes on with.
    if (says !== null && body.asks !== 'attribute') {
      parts.push(write(`→ ${outputWord(says)}`, { x: NAMES, y: y + 12, fill: ink, mono: true, weight: 700 }));
      y += 22;
    }
  }
  parts.push(
    write(`residual stream after block ${body.layer}, at the marked token`, {
      ...{ x: NAMES, y: y + 14, fill: pale, size: 11 },
    }),
  );
  return { width: WIDTH, height: y + 20, content: parts.join('') };
}

import { group } from 'd3-array';
import type { Fact } from '@/lib/corpus/facts';
import { render, WORDINGS } from '@/lib/corpus/wordings';
import { lastTokenBefore } from '@/lib/measure/text';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Random } from '@/lib/random';
import type { ActivationBody } from './body';

/**
 * Draws questions about vectors, one of each kind a draw: at the last token of a fact's text, what will be said; at the end of its
 * subject, one of the subject's attributes; and what the difference to another subject's text of the same relation changes.
 *
 * @param layers highest layer of the residual stream; 0, the embedding, is not asked about
 */
export function drawActivations(
  facts: readonly Fact[],
  tokenizer: Tokenizer,
  layers: number,
  count: number,
  random: Random,
): ActivationBody[][] {
  const bySubject = group(facts, ({ subject }) => subject);
  const byRelation = group(facts, ({ relation }) => relation);
  const layer = () => 1 + random.integer(layers);
  return Array.from({ length: count }, () => {
    const fact = random.pick(facts);
    const wording = random.integer(WORDINGS.length);
    const { text, subject } = render(fact, wording);
    const tokens = tokenizer.pieces(tokenizer.encode(text));
    const shared = { subject: fact.subject, text, tokens };
    const [last, end] = [tokens.length - 1, lastTokenBefore(tokenizer, text, subject.end)];
    const attribute = random.pick(bySubject.get(fact.subject)!).relation;
    const other = random.pick(byRelation.get(fact.relation)!);
    const source = render(other, wording).text;
    const bodies: ActivationBody[] = [
      {
        ...shared,
        asks: 'object',
        relation: fact.relation,
        layer: layer(),
        position: last,
        positionType: 'last',
        source: null,
      },
      {
        ...shared,
        asks: 'attribute',
        relation: attribute,
        layer: layer(),
        position: end,
        positionType: 'subject-final',
        source: null,
      },
    ];
    // The same answer to both texts changes nothing.
    if (other.object !== fact.object)
      bodies.push({
        ...shared,
        asks: 'change',
        relation: fact.relation,
        layer: layer(),
        position: last,
        positionType: 'last',
        source: { text: source, subject: other.subject, position: tokenizer.encode(source).length - 1 },
      });
    return bodies;
  });
}

import { group } from 'd3-array';
import type { Fact } from '@/lib/corpus/facts';
import { renderChoice } from '@/lib/corpus/mixture/choices';
import { LETTERS } from '@/lib/corpus/mixture/copying';
import { spanOf, type Span } from '@/lib/measure/ablate';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Random } from '@/lib/random';
import type { Exposure } from '@/lib/words';
import type { AblateBody, HintKind, SpanKind } from './body';

/** Most options of a question. */
const OPTIONS = LETTERS.length;

/** How often each hint is drawn: what a hint does is what is asked most. */
const HINTS: readonly HintKind[] = ['wrong', 'wrong', 'right', 'right', 'none'];

/**
 * Draws questions with options about facts, as many of each exposure as of another, with a right hint, a wrong one or none.
 *
 * @param count texts; each gives a question for its hint and one for something else that is taken away
 */
export function drawQuestions(
  facts: readonly Fact[],
  exposureOf: (fact: Fact) => Exposure,
  tokenizer: Tokenizer,
  count: number,
  random: Random,
): AblateBody[][] {
  const answers = new Map(
    [...group(facts, ({ relation }) => relation)].map(([relation, own]) => [
      relation,
      [...new Set(own.map(({ object }) => object))].sort(),
    ]),
  );
  // A relation with one answer has no options.
  const usable = facts.filter(({ relation }) => answers.get(relation)!.length > 1);
  const byExposure = [...group(usable, exposureOf).values()];
  return Array.from({ length: count }, () => {
    const fact = random.pick(random.pick(byExposure));
    const others = answers.get(fact.relation)!.filter((object) => object !== fact.object);
    const wrong = random.shuffle(others).slice(0, 1 + random.integer(OPTIONS - 1));
    const options = random.shuffle([fact.object, ...wrong]);
    const hint = random.pick(HINTS);
    const letters = random.uniform() < 0.5;
    const hinted =
      hint === 'none' ? null : options.indexOf(hint === 'right' ? fact.object : random.pick(wrong));
    const { text } = renderChoice({ fact, options, letters, hint: hinted });
    const tokens = tokenizer.pieces(tokenizer.encode(text));
    const spans = spansOf(text, fact, tokens);
    const kinds = (Object.keys(spans) as SpanKind[]).filter((kind) => kind !== 'hint');
    const asked: SpanKind[] = [...(spans.hint ? (['hint'] as const) : []), random.pick(kinds)];
    return asked.map((spanKind) => ({
      relation: fact.relation,
      subject: fact.subject,
      exposure: exposureOf(fact),
      hint,
      options: letters ? 'letters' : 'words',
      spanKind,
      span: spans[spanKind]!,
      text,
      tokens,
    }));
  });
}

/** The tokens of each part of a question that may be taken away. */
function spansOf(
  text: string,
  { subject, relation }: Fact,
  tokens: readonly string[],
): Partial<Record<SpanKind, Span>> {
  // Pieces begin with a space that the text does not have.
  const lead = tokens.join('').length - text.length;
  const at = (begin: number, end: number) => spanOf(tokens, lead + begin, lead + end);
  const [options, hint, answer] = [' Options:', ' Hint:', ' Answer:'].map((word) => text.indexOf(word));
  const [of, is] = [text.indexOf(` of ${subject}?`) + ' of '.length, text.indexOf(` ${relation} of`) + 1];
  return {
    ...(hint! < 0 ? {} : { hint: at(hint! + 1, answer!) }),
    options: at(options! + 1, hint! < 0 ? answer! : hint!),
    subject: at(of, of + subject.length),
    relation: at(is, is + relation.length),
  };
}

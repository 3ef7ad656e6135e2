import { probability } from '@/components/format/number';
import { visibleToken } from '@/components/tokens/token-text';
import type { Outcome, TokenProbability } from '@/lib/words';

const ROWS = 5;

/**
 * The words both sides show, in one order: the two outputs and whatever else is likely on either side, sorted by
 * the original probability, then by the patched one.
 */
export function comparedWords(original: Outcome, patched: Outcome, rows = ROWS): string[] {
  const p = (outcome: Outcome, token: string) => outcome.top.find((t) => t.token === token)?.probability ?? 0;
  const outputs = [...new Set([original.output, patched.output])];
  const rest = [...new Set([...original.top, ...patched.top].map((t) => t.token))]
    .filter((token) => !outputs.includes(token))
    .sort((a, b) => Math.max(p(original, b), p(patched, b)) - Math.max(p(original, a), p(patched, a)));
  return [...outputs, ...rest]
    .slice(0, rows)
    .sort((a, b) => p(original, b) - p(original, a) || p(patched, b) - p(patched, a));
}

/** Next-token probabilities before and after something is done: the same words in the same order on both sides. */
export function ProbabilityBars({
  original,
  patched,
  effect,
  titles: [before, after] = ['Original', 'Patched'],
}: {
  original: Outcome;
  patched: Outcome;
  /** Drop in log-probability of the original output, in nats; null where it is not known. */
  effect: number | null;
  titles?: readonly [before: string, after: string];
}) {
  const words = comparedWords(original, patched);
  return (
    <div className="before-after">
      <Side title={before} note="next token" outcome={original} words={words} />
      <Side title={after} outcome={withOriginal(patched, original, effect)} words={words} />
    </div>
  );
}

function Side({
  title,
  note,
  outcome,
  words,
}: {
  title: string;
  note?: string;
  outcome: Outcome;
  words: string[];
}) {
  return (
    <div>
      <h3>
        {title} {note ? <span className="caption">{note}</span> : null}
      </h3>
      <TokenBars outcome={outcome} words={words} />
    </div>
  );
}

/** Probabilities of some words, in their order: those at the head of a distribution unless given. */
export function TokenBars({
  outcome,
  words = outcome.top.map(({ token }) => token),
}: {
  outcome: Outcome;
  words?: readonly string[];
}) {
  return (
    <ul className="probability-bars">
      {words.map((word) => {
        const known = outcome.top.find((t) => t.token === word);
        return (
          <li key={word} className={word === outcome.output ? 'likeliest' : undefined}>
            <span className="token-text">{visibleToken(word)}</span>
            <span className="track" aria-hidden="true">
              <i style={{ width: `${(known?.probability ?? 0) * 100}%` }} />
            </span>
            <span className="number">
              {known ? probability(known.probability) : belowRecord(outcome.top)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The patched outcome with the original word in it, whose probability the effect gives even where it fell far. */
function withOriginal(patched: Outcome, original: Outcome, effect: number | null): Outcome {
  const before = original.top.find((t) => t.token === original.output);
  if (!before || effect === null || patched.top.some((t) => t.token === original.output)) return patched;
  const probability = before.probability * Math.exp(-effect);
  return { ...patched, top: [{ token: original.output, probability }, ...patched.top] };
}

/** A word outside the recorded head of a distribution is less likely than the last word in it; nothing is known without one. */
function belowRecord(top: TokenProbability[]): string {
  if (top.length === 0) return '–';
  const last = top[top.length - 1]?.probability ?? 0;
  return last < 0.01 ? '<.01' : `<${probability(last)}`;
}

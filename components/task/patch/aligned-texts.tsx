import { outputWord } from '@/components/tokens/token-text';
import type { Sweep } from '@/lib/task/patch/body';

/** The two texts of a sweep. */
export function AlignedTexts({ sweep, position }: { sweep: Sweep; position: number }) {
  const { tokens, sourceTokens, alignment, original, sourceOutcome } = sweep;
  return (
    <TwoTexts
      source={{
        tokens: sourceTokens,
        chosen: alignment[position] ?? null,
        continuation: sourceOutcome.output,
      }}
      text={{ tokens, chosen: position, continuation: original.output }}
    />
  );
}

/** A text as tokens, the one that is outlined, and what the model says after it. */
interface ReadText {
  tokens: string[];
  chosen: number | null;
  continuation: string;
}

/** The two texts as running text with the chosen token outlined in both, and what the model says after each. */
export function TwoTexts({ source, text }: { source: ReadText; text: ReadText }) {
  return (
    <div className="texts">
      <span className="caption">x′ source of the vector</span>
      <Text {...source} muted />
      <span className="caption">x text that is run</span>
      <Text {...text} />
    </div>
  );
}

function Text({ tokens, chosen, continuation, muted = false }: ReadText & { muted?: boolean }) {
  return (
    <p className={muted ? 'strip muted' : 'strip'}>
      {wordsOf(tokens).map((word) => (
        <span key={word[0]} className="word">
          {word.map((index) => (
            <span key={index} className={index === chosen ? 'token selected' : 'token'}>
              {index === 0 ? tokens[index]?.replace(/^ /, '') : tokens[index]}
            </span>
          ))}
        </span>
      ))}{' '}
      <span className="visually-hidden">continues to</span>
      <span className="continuation">{outputWord(continuation)}</span>
    </p>
  );
}

/** Positions of the tokens of each word, so that a line breaks between words and not within one. */
function wordsOf(tokens: string[]): number[][] {
  const words: number[][] = [];
  for (const [index, token] of tokens.entries()) {
    const last = words.at(-1);
    if (last && !/^\s/.test(token)) last.push(index);
    else words.push([index]);
  }
  return words;
}

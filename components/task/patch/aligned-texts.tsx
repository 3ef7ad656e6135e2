import { outputWord } from '@/components/tokens/token-text';
import type { Sweep } from '@/lib/task/patch/body';

/** The two texts as running text with the chosen token outlined in both, and what the model says after each. */
export function AlignedTexts({ sweep, position }: { sweep: Sweep; position: number }) {
  const source = sweep.alignment[position] ?? null;
  return (
    <div className="texts">
      <span className="caption">x′ source of the vector</span>
      <Text
        tokens={sweep.sourceTokens}
        chosen={source}
        continuation={outputWord(sweep.sourceOutcome.output)}
        muted
      />
      <span className="caption">x text that is run</span>
      <Text tokens={sweep.tokens} chosen={position} continuation={outputWord(sweep.original.output)} />
    </div>
  );
}

function Text({
  tokens,
  chosen,
  continuation,
  muted = false,
}: {
  tokens: string[];
  chosen: number | null;
  continuation: string;
  muted?: boolean;
}) {
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
      <span className="continuation">{continuation}</span>
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

import { classNames } from '@/components/ui/class-names';

/** A text as tokens, the one at which the vector stands marked. */
export function MarkedText({
  tokens,
  position,
  mini = false,
}: {
  tokens: readonly string[];
  position: number;
  /** As a picture on the home page. */
  mini?: boolean;
}) {
  return (
    <p className={classNames('strip', 'marked-text', mini && 'mini-strip')}>
      {tokens.map((token, at) => (
        <span key={at} className={classNames('token', at === position && 'selected')}>
          {at === 0 ? token.replace(/^ /, '') : token}
          {at === position ? <span className="visually-hidden"> (here)</span> : null}
        </span>
      ))}
    </p>
  );
}

/**
 * The text that a change is held against, in words, the last of them the token at which its vector stands: its tokens are not on
 * record, but both texts end with the same one. Where that does not hold, the last word stands for it.
 */
export function sourceWords(text: string, last: string): string[] {
  const end = last.trim();
  const isEnd = end !== '' && text.endsWith(end) && text.length > end.length;
  const words = (part: string) => part.split(/(?= )/);
  return isEnd ? [...words(text.slice(0, -end.length).trimEnd()), last] : words(text);
}

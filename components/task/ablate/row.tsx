import { outputWord } from '@/components/tokens/token-text';
import type { Answered } from '@/lib/store/records';
import { SPAN_NAMES, spanText } from '@/lib/task/ablate';
import type { AblateBody, AblateTruth } from '@/lib/task/ablate/body';

interface Props {
  item: Answered<AblateBody, AblateTruth>;
}

/** Characters of a span that a row has room for. */
const LONGEST = 28;

/** What is taken away, as a column of the list. */
export function Removed({ item: { body } }: Props) {
  const text = spanText(body);
  return (
    <span className="mono" title={text}>
      {text.length > LONGEST ? `${text.slice(0, LONGEST).trim()}…` : text}
    </span>
  );
}

/** The answers before and after, as a column of the list. */
export function Answers({ item: { truth } }: Props) {
  const before = <span className="mono muted">{outputWord(truth.original.output)}</span>;
  return truth.changed ? (
    <>
      {before} → <span className="mono strong">{outputWord(truth.ablated.output)}</span>
    </>
  ) : (
    <>
      <span className="caption">stays</span> {before}
    </>
  );
}

/** What is taken away, in a sentence. */
export function Where({ item: { body } }: Props) {
  return (
    <>
      without {SPAN_NAMES[body.spanKind]}{' '}
      {body.spanKind === 'hint' ? <span className="mono">{spanText(body)}</span> : null}
    </>
  );
}

import type { VerdictRules } from '@/components/format/words';
import { VerdictMark } from '@/components/ui/verdict';
import type { Guess } from '@/lib/task/guess';

/** What the reader predicted, as one more explanation of the same question. */
export function GuessRow({ guess: { said, verdict }, rules }: { guess: Guess; rules: VerdictRules }) {
  return (
    <article className="explanation reader">
      <VerdictMark verdict={verdict} rules={rules} />
      <div className="body">
        <p className="byline">
          <b>you</b>, before the answer
        </p>
        <p className="claim">{said}</p>
      </div>
    </article>
  );
}

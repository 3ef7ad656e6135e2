import { VERDICT_RULES } from '@/components/format/words';
import type { Verdict } from '@/lib/words';
import { VerdictMark } from './verdict';

const ORDER: Verdict[] = ['right', 'partly', 'wrong', 'unknown'];

/** The rule behind each verdict, folded away under the claims it judges. */
export function VerdictRules() {
  return (
    <details className="rules">
      <summary>How a verdict is decided</summary>
      <dl>
        {ORDER.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictMark verdict={verdict} mini />
            </dt>
            <dd>{VERDICT_RULES[verdict]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

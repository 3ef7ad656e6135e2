import type { VerdictRules as Rules } from '@/components/format/words';
import { VERDICTS } from '@/lib/words';
import { VerdictMark } from './verdict';

/** The rule behind each verdict, folded away under the claims it judges. */
export function VerdictRules({ rules }: { rules: Rules }) {
  return (
    <details className="rules">
      <summary>How a verdict is decided</summary>
      <dl>
        {VERDICTS.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictMark verdict={verdict} rules={rules} mini />
            </dt>
            <dd>{rules[verdict]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

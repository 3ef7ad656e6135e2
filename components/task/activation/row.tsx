import { outputWord } from '@/components/tokens/token-text';
import type { Answered } from '@/lib/store/records';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { siteCode } from './words';

interface Props {
  item: Answered<ActivationBody, ActivationTruth>;
}

/** Layer and token, as a column of the list. */
export function SiteName({ item: { body } }: Props) {
  const [layer, token] = siteCode(body);
  return (
    <span className="mono one-line">
      {layer} <span className="cell-token">{token}</span>
    </span>
  );
}

/** What the model itself says, as a column of the list. */
export function Answer({ item: { truth } }: Props) {
  const after = <span className="mono strong">{outputWord(truth.answer)}</span>;
  return truth.before === null ? (
    after
  ) : (
    <>
      <span className="mono muted">{outputWord(truth.before)}</span> → {after}
    </>
  );
}

/** Layer and token in a sentence. */
export function Where({ item: { body } }: Props) {
  const [layer, token] = siteCode(body);
  return (
    <>
      {layer} at <span className="mono">{token}</span>
    </>
  );
}

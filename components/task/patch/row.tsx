import { layerCode } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { Answered } from '@/lib/store/records';
import type { PatchBody, PatchTruth } from '@/lib/task/patch/body';

interface Props {
  item: Answered<PatchBody, PatchTruth>;
}

const tokenOf = ({ tokens, position }: PatchBody) => visibleToken(tokens[position] ?? '');

/** Layer and token, as a column of the list. */
export function CellName({ item: { body } }: Props) {
  return (
    <span className="mono one-line">
      {layerCode(body.layers)} <span className="cell-token">{tokenOf(body)}</span>
    </span>
  );
}

/** The words before and after, as a column of the list. */
export function MeasuredWords({ item: { truth } }: Props) {
  const before = <span className="mono muted">{outputWord(truth.original.output)}</span>;
  return truth.changed ? (
    <>
      {before} → <span className="mono strong">{outputWord(truth.patched.output)}</span>
    </>
  ) : (
    <>
      <span className="caption">stays</span> {before}
    </>
  );
}

/** Layer and token in a sentence. */
export function Where({ item: { body } }: Props) {
  return (
    <>
      {layerCode(body.layers)} at <span className="mono">{tokenOf(body)}</span>
    </>
  );
}

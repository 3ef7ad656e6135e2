import { correlation, rarity } from '@/components/format/number';
import type { Answered } from '@/lib/store/records';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { siteCode, tokenWords } from './words';

interface Props {
  item: Answered<FeatureBody, FeatureTruth>;
}

/** The measured label with its correlation, or the tokens that the feature makes the model say, as a column of the list. */
export function Answer({ item: { truth } }: Props) {
  return (
    <span className="measured-answer">
      {truth.label ? (
        <>
          {truth.label.phrase} <span className="caption">{correlation(truth.label.score)}</span>
        </>
      ) : (
        <>
          <span className="caption">says</span> <span className="mono">{tokenWords(truth)}</span>
        </>
      )}
    </span>
  );
}

/** Where the feature is read, as a column of the list. */
export function SiteName({ item: { body } }: Props) {
  return <span className="one-line">{siteCode(body)}</span>;
}

/** On how many tokens it is active, as a column of the list. */
export function Density({ item: { body } }: Props) {
  return body.density === undefined ? (
    <span className="caption">–</span>
  ) : (
    <span className="one-line">{rarity(body.density)}</span>
  );
}

/** Where the feature is read, in a sentence. */
export function Where({ item: { body } }: Props) {
  return <>{siteCode(body)}</>;
}

import Link from 'next/link';
import { correlation, signedNats } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { TokenChip } from '@/components/tokens/chip';
import { classNames } from '@/components/ui/class-names';
import { itemPath } from '@/lib/api/paths';
import { feature } from '@/lib/task/feature';
import type { FeatureTruth } from '@/lib/task/feature/body';
import type { FeatureItem } from './nearest';
import { otherPhrases } from './phrases';
import { ASKED } from './words';

/** What was measured: the label with the phrases that came close, or the tokens that become more likely. */
export function MeasuredAnswer({
  truth,
  other,
}: {
  truth: FeatureTruth;
  /** The other question about the same feature; null where the store has none. */
  other: FeatureItem | null;
}) {
  const { label, output } = truth;
  const rivals = label ? otherPhrases(label) : [];
  const alike = label ? label.rivals.length - rivals.length : 0;
  return (
    <section className="section measured-answer">
      <header>
        <h2>{label ? 'What it fires on' : 'What it makes the model say'}</h2>
        <span className="caption">
          {label ? (
            <>
              measured <Term of="input-label">label</Term>, and its <Term of="correlation">correlation</Term>
            </>
          ) : (
            <>
              measured: rise of <Term of="log-probability" />, nats
            </>
          )}
        </span>
      </header>
      <ul>
        {label
          ? [label, ...rivals].map(({ phrase, score }, i) => (
              <Row key={phrase} first={i === 0} share={score} figure={correlation(score)}>
                {phrase}
              </Row>
            ))
          : output.map(({ token, rise }, i) => (
              <Row
                key={i}
                first={i === 0}
                share={rise / Math.max(...output.map((one) => one.rise))}
                figure={signedNats(rise)}
              >
                <TokenChip token={token} />
              </Row>
            ))}
      </ul>
      {alike > 0 ? (
        <p className="caption">
          {alike === 1 ? 'One phrase that came close says' : `${alike} phrases that came close say`} the same
          in another order.
        </p>
      ) : null}
      {other ? (
        <p className="caption">
          Another question about it:{' '}
          <Link href={itemPath(feature, other.targetId, other.id)}>{ASKED[other.body.asks]}</Link>
        </p>
      ) : null}
    </section>
  );
}

function Row({
  first,
  share,
  figure,
  children,
}: {
  /** It is the answer; those after it came close. */
  first: boolean;
  share: number;
  figure: string;
  children: React.ReactNode;
}) {
  return (
    <li className={classNames(first && 'best')}>
      <span className="what">{children}</span>
      <span className="track" aria-hidden="true">
        <i style={{ width: `${100 * Math.max(0, Math.min(1, share))}%` }} />
      </span>
      <span className="number">{figure}</span>
    </li>
  );
}

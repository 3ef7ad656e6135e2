'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CopyMenu } from '@/components/copy/copy-menu';
import { nats, rarity } from '@/components/format/number';
import { SPLIT_NAMES } from '@/components/format/words';
import { AskedWording } from '@/components/item/asked-wording';
import { ItemHead } from '@/components/item/item-head';
import { SaidSection } from '@/components/item/said-section';
import { ShareDialog } from '@/components/item/share-dialog';
import { wordingOf } from '@/components/live/setup';
import { snapshotOf } from '@/components/live/snapshot-of';
import type { QuestionProps } from '@/components/task/view';
import { VectorChip } from '@/components/tokens/chip';
import { Measured } from '@/components/ui/badge';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import { featureCode, type FeatureDetail } from '@/lib/measure/features/record';
import { facetText } from '@/lib/task/facets';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { FEATURE_QUESTIONS } from '@/lib/task/feature/wordings';
import { Activity } from './activity';
import { featureCopy } from './copy';
import { largestOf, textOf } from './firing';
import { MeasuredAnswer } from './measured-answer';
import { nearestOf, otherQuestion } from './nearest';
import { NearestFeatures } from './nearest-features';
import { OwnTextSection } from './own-text';
import { SpokenFor } from './spoken-for';
import { useLive, whyNotAsked } from './use-live';
import { WhereItFires } from './where-it-fires';
import { answerWords, ASKED, FEATURE_VERDICTS, NAME, siteWords } from './words';

type Props = QuestionProps<FeatureBody, FeatureTruth, FeatureDetail>;

/** A recorded question about a feature: what was measured, what each explainer said, and where the feature fires. */
export function FeatureQuestion({ target, item, related, explainers, setup, snapshot, list }: Props) {
  const { body, truth, detail } = item;
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const go = (href: string | null | undefined) => (href ? () => router.push(href) : undefined);
  useKeys({ j: go(list?.next), k: go(list?.previous), s: () => setSharing(true) });
  const live = useLive({ item, setup, explainers, snapshot });
  const wording = wordingOf(setup, mainOf('self', explainers));
  const code = featureCode(body);
  const max = largestOf(detail);
  const ofLayer = new URLSearchParams({ facet: facetText('layer', body.layer) });
  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: NAME, href: list?.href ?? listPath(feature, target.id) },
          { text: `layer ${body.layer}`, href: listPath(feature, target.id, ofLayer.toString()) },
          { text: `q·${item.id.slice(0, 7)}`, mono: true },
        ]}
        title={
          <>
            Feature <span className="mono">{code}</span>, {ASKED[body.asks]}
          </>
        }
        badge={<Measured what="truth" hash={item.truthHash} />}
        caption={`${siteWords(body)}, fires on ${rarity(detail.density)} of tokens, at most ${nats(max)}, ${SPLIT_NAMES[item.split]}`}
        previous={list?.previous}
        next={list?.next}
        share={{ name: 'Share', open: () => setSharing(true) }}
        copy={<CopyMenu what={featureCopy(item, explainers)} />}
      />
      <div className="columns feature-columns">
        <div>
          <MeasuredAnswer truth={truth} other={otherQuestion(body, related)} />
          <SaidSection
            explanations={item.explanations}
            explainers={explainers}
            rules={FEATURE_VERDICTS}
            setup={setup}
            live={live}
            caption="what each says of the direction"
            whyNot={whyNotAsked(setup, item) ?? ''}
          >
            {wording ? (
              <AskedWording
                wording={wording}
                slots={{
                  v: <VectorChip note={`the direction of feature ${code}`} />,
                  layer: body.layer,
                  question: FEATURE_QUESTIONS[body.asks],
                }}
              />
            ) : null}
          </SaidSection>
        </div>
        <div className="split">
          <WhereItFires detail={detail} />
          <OwnTextSection
            setup={setup}
            place={body}
            example={detail.top[0] ? textOf(detail.top[0]) : ''}
            recordedMax={max}
          />
          <div className="section activity-and-tokens">
            <Activity detail={detail} />
            <SpokenFor detail={detail} />
          </div>
          <NearestFeatures nearest={nearestOf(detail, body.asks, related)} target={target.id} />
        </div>
      </div>
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        summary={`Feature ${code}, ${ASKED[body.asks]}: ${answerWords(truth)}.`}
        gather={() => ({
          view: { task: feature.id, target: target.id, question: item.id, place: {} },
          live: snapshotOf(live.results, {
            task: feature.id,
            explainers,
            contentHash: target.contentHash,
            now: new Date(),
          }),
        })}
      />
    </>
  );
}

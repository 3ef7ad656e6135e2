'use client';

import { useRouter } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { CopyMenu } from '@/components/copy/copy-menu';
import { nats, rarity } from '@/components/format/number';
import { SPLIT_NAMES } from '@/components/format/words';
import { Term } from '@/components/glossary/term';
import { AskedWording } from '@/components/item/asked-wording';
import { ItemHead } from '@/components/item/item-head';
import { SaidSection } from '@/components/item/said-section';
import { ShareDialog } from '@/components/item/share-dialog';
import { AskServed } from '@/components/live/ask-served';
import { wordingOf } from '@/components/live/setup';
import { snapshotOf } from '@/components/live/snapshot-of';
import { withQueries } from '@/components/query/with-queries';
import type { QuestionProps } from '@/components/task/view';
import { VectorChip } from '@/components/tokens/chip';
import { TruthBadge } from '@/components/ui/badge';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import { featureCode, type FeatureDetail } from '@/lib/measure/features/record';
import { facetText } from '@/lib/task/facets';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { textsOf } from '@/lib/task/feature/simulator';
import { FEATURE_QUESTIONS } from '@/lib/task/feature/wordings';
import { Activity } from './activity';
import { largestOf, textOf } from './firing';
import { LineUpSection } from './line-up';
import { LineUpGame } from './line-up-game';
import { MeasuredAnswer } from './measured-answer';
import { nearestOf, otherQuestion } from './nearest';
import { NearestFeatures } from './nearest-features';
import { OwnTextSection } from './own-text';
import { SimulatedSection } from './simulated';
import { SimulatedFigure } from './simulated-figure';
import { SpokenFor } from './spoken-for';
import { useLineUp } from './use-line-up';
import { useLive, whyNotAsked } from './use-live';
import { useSays } from './use-says';
import { voicesOf } from './voices';
import { WhereItFires } from './where-it-fires';
import { answerWords, ASKED, FEATURE_VERDICTS, NAME, siteWords } from './words';

type Props = QuestionProps<FeatureBody, FeatureTruth, FeatureDetail>;

/** A recorded question about a feature: what was measured, what each explainer said, and where the feature fires. */
export const FeatureQuestion = withQueries(function FeatureQuestion({
  target,
  item,
  related,
  explainers,
  setup,
  snapshot,
  list,
}: Props) {
  const { body, truth, detail } = item;
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const go = (href: string | null | undefined) => (href ? () => router.push(href) : undefined);
  useKeys({ j: go(list?.next), k: go(list?.previous), s: () => setSharing(true) });
  const live = useLive({ item, setup, explainers, snapshot });
  // What is said of the words that a feature makes the model say is no phrase that could be simulated.
  const isSimulated = body.asks === 'input';
  const voices = isSimulated ? voicesOf(truth, [...item.explanations, ...live.said], explainers) : [];
  const { voice } = useSays(voices);
  const lineUp = useLineUp(item, isSimulated);
  const [picks, setPicks] = useQueryState('pick', parseAsStringLiteral(['1']));
  const texts = textsOf(detail);
  const wording = wordingOf(setup, mainOf('self', explainers));
  const code = featureCode(body);
  const max = largestOf(detail);
  const firing =
    detail.density === null ? [] : [`fires on ${rarity(detail.density)} of tokens`, `at most ${nats(max)}`];
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
        badge={<TruthBadge {...item} />}
        caption={[siteWords(body), ...firing, SPLIT_NAMES[item.split]].join(', ')}
        previous={list?.previous}
        next={list?.next}
        share={{ name: 'Share', open: () => setSharing(true) }}
        copy={<CopyMenu what={async () => (await import('./copy')).featureCopy(item, explainers)} />}
      />
      {isSimulated && picks !== null ? (
        <LineUpGame {...{ lineUp, voices, voice }} id={item.id} onLeave={() => void setPicks(null)} />
      ) : (
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
              beside={
                isSimulated
                  ? {
                      name: <Term of="correlation">simulator</Term>,
                      of: ({ text }) => (
                        <SimulatedFigure said={text} texts={texts} id={item.id} cards={lineUp.data ?? null} />
                      ),
                    }
                  : undefined
              }
            >
              {item.split === 'test' || item.explanations.length > 0 ? null : (
                <p className="caption">
                  A feature of {SPLIT_NAMES[item.split]}: no explainer was asked about it, as only held-out
                  ones are scored.
                </p>
              )}
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
            <AskServed setup={setup} task={feature} question={item} rules={FEATURE_VERDICTS} />
            {isSimulated && texts.length > 0 ? (
              <LineUpSection
                {...{ lineUp, voice }}
                id={item.id}
                target={target.id}
                onPlay={() => void setPicks('1')}
              />
            ) : null}
          </div>
          <div className="split">
            <WhereItFires detail={detail} />
            {isSimulated && texts.length > 0 ? (
              <SimulatedSection detail={detail} voices={voices} labelScore={truth.label?.score ?? null} />
            ) : null}
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
            <NearestFeatures
              nearest={nearestOf(detail, body.asks, related)}
              place={body}
              target={target.id}
            />
          </div>
        </div>
      )}
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
});

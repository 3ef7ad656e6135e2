'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CopyMenu } from '@/components/copy/copy-menu';
import { SPLIT_NAMES } from '@/components/format/words';
import { AskedWording } from '@/components/item/asked-wording';
import { ItemHead } from '@/components/item/item-head';
import { SaidSection } from '@/components/item/said-section';
import { ShareDialog } from '@/components/item/share-dialog';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import { AskServed } from '@/components/live/ask-served';
import { wordingOf } from '@/components/live/setup';
import { snapshotOf } from '@/components/live/snapshot-of';
import type { QuestionProps } from '@/components/task/view';
import { VectorChip } from '@/components/tokens/chip';
import { TruthBadge } from '@/components/ui/badge';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, listPath } from '@/lib/api/paths';
import { mainOf } from '@/lib/explainer/name';
import { activation } from '@/lib/task/activation';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { activationQuestion } from '@/lib/task/activation/wordings';
import { MeasuredAgain } from './measured-again';
import { MeasuredAnswer } from './measured-answer';
import { useLive, whyNotAsked } from './use-live';
import { VectorSection } from './vector-section';
import { ACTIVATION_VERDICTS, captionOf, findingWords, NAME } from './words';

type Props = QuestionProps<ActivationBody, ActivationTruth, null>;

/** A recorded question about an activation: which vector, what the model itself says, what each explainer reads off it. */
export function ActivationQuestion({ target, item, explainers, setup, snapshot, list }: Props) {
  const { body, truth } = item;
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const go = (href: string | null | undefined) => (href ? () => router.push(href) : undefined);
  useKeys({ j: go(list?.next), k: go(list?.previous), s: () => setSharing(true) });
  const { asking, measuring } = useLive({ item, setup, explainers, snapshot });
  const wording = wordingOf(setup, mainOf('self', explainers));
  return (
    <>
      <ItemHead
        crumbs={[
          { text: target.name, href: homePath(target.id) },
          { text: NAME, href: list?.href ?? listPath(activation, target.id) },
          { text: `q·${item.id.slice(0, 7)}`, mono: true },
        ]}
        title={`${item.title}: ${findingWords(truth)}`}
        badge={<TruthBadge {...item} />}
        caption={`${captionOf(body)}, ${SPLIT_NAMES[item.split]}, ${body.tokens.length} tokens`}
        previous={list?.previous}
        next={list?.next}
        share={{ name: 'Share', open: () => setSharing(true) }}
        copy={<CopyMenu what={async () => (await import('./copy')).activationCopy(item, explainers)} />}
      />
      <div className="columns activation-columns">
        <div>
          <VectorSection body={body} target={target} />
          <MeasuredAnswer body={body} truth={truth} />
          <LiveBar work={measuring.work} provider={measuring.found?.provider ?? null} hasRecord>
            {measuring.found ? <MeasuredAgain recorded={truth} measured={measuring.found} /> : null}
          </LiveBar>
          {measuring.possible ? (
            <div className="live-actions">
              <LiveButton
                busy={measuring.work.busy}
                provider={measuring.found?.provider ?? asking.engine}
                toFetch={measuring.toFetch}
                onClick={measuring.start}
              >
                Measure again live
              </LiveButton>
            </div>
          ) : null}
        </div>
        <aside className="split" aria-label="What explainers say">
          <SaidSection
            explanations={item.explanations}
            explainers={explainers}
            rules={ACTIVATION_VERDICTS}
            setup={setup}
            live={asking}
            caption="what each reads off the vector"
            whyNot={whyNotAsked(setup) ?? ''}
          >
            {wording ? (
              <AskedWording
                wording={wording}
                slots={{
                  v: <VectorChip note="the vector" />,
                  layer: body.layer,
                  question: activationQuestion(body.asks, body.relation),
                }}
              />
            ) : null}
          </SaidSection>
          <AskServed setup={setup} task={activation} question={item} rules={ACTIVATION_VERDICTS} />
        </aside>
      </div>
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        summary={`${item.title}: ${findingWords(truth)}.`}
        gather={() => ({
          view: { task: activation.id, target: target.id, question: item.id, place: {} },
          live: snapshotOf(asking.results, {
            task: activation.id,
            explainers,
            contentHash: target.contentHash,
            now: new Date(),
          }),
        })}
      />
    </>
  );
}

'use client';

import { useMemo } from 'react';
import { Term } from '@/components/glossary/term';
import { ItemHead } from '@/components/item/item-head';
import { SharePage } from '@/components/item/share-page';
import { Faults } from '@/components/live/faults';
import { CannotRun } from '@/components/live/cannot-run';
import { LiveBar } from '@/components/live/live-bar';
import { ParityNote } from '@/components/live/parity-note';
import type { LiveModel, LiveSetup } from '@/components/live/setup';
import { withQueries } from '@/components/query/with-queries';
import { Live } from '@/components/ui/badge';
import { onDemand } from '@/components/ui/on-demand';
import { modelPath } from '@/lib/api/paths';
import type { OpeningFile } from '@/lib/measure/opening-file';
import type { ExplainerRecord, ModelHead } from '@/lib/store/records';
import { RecordedMaps } from './recorded-maps';
import { TextForm, type ExampleTexts } from './text-form';
import { useAddress, type Texts } from './use-address';
import { useStreams } from './use-streams';
import { PLAYGROUND } from './words';

// Drawn once the model has read both texts, and fetched while it does.
const Maps = onDemand(() => import('./maps').then((module) => module.Maps));

export interface PlaygroundProps {
  target: ModelHead;
  /** Explainers of all tasks that ask about a vector. */
  explainers: ExplainerRecord[];
  setup: LiveSetup;
  /** One at least. */
  examples: ExampleTexts[];
  /** The first of them as it is on record; null where it is not. */
  opening: OpeningFile | null;
}

/** Any two texts, run in this browser: what stands at each layer and token, and what it does elsewhere. */
export const Playground = withQueries(function Playground(props: PlaygroundProps) {
  const model = props.setup.target;
  if (model) return <Running {...props} model={model} />;
  return (
    <>
      <Head target={props.target} />
      <CannotRun href={modelPath(props.target.id)} name="To the model" />
    </>
  );
});

const Head = ({ target, badge }: { target: ModelHead; badge?: React.ReactNode }) => (
  <ItemHead
    crumbs={[{ text: target.name, href: modelPath(target.id) }, { text: PLAYGROUND.name }]}
    title="What stands at each layer and token"
    badge={badge}
    caption="run in your browser; nothing is sent"
    copy={
      <SharePage
        page="playground"
        id={target.id}
        summary={`Both texts in ${target.name}, with the chosen sites and what is done with them.`}
      />
    }
  />
);

function Running({
  target,
  explainers,
  setup,
  examples,
  opening,
  ...props
}: PlaygroundProps & { model: LiveModel }) {
  const example = useMemo(
    (): Texts => ({ first: examples[0]!.first, second: examples[0]!.second }),
    [examples],
  );
  const address = useAddress(example);
  const readsTurns = props.model.chat != null && address.asTurns;
  const model = useMemo(() => ({ ...props.model, readsTurns }), [props.model, readsTurns]);
  const streams = useStreams(model, address.texts);
  const { work, loaded, first, second } = streams;
  const provider = loaded?.engine.provider ?? null;
  const isRecorded =
    !readsTurns &&
    opening?.first.text === address.texts.first &&
    opening.second.text === address.texts.second;
  return (
    <>
      <Head target={target} badge={first.stream && provider ? <Live provider={provider} /> : null} />
      <TextForm
        texts={address.texts}
        examples={examples}
        refused={{ first: first.error?.message ?? null, second: second.error?.message ?? null }}
        loaded={loaded !== null}
        busy={work.busy}
        toFetch={streams.toFetch}
        provider={provider}
        turns={model.chat ? { on: readsTurns, set: address.setTurns } : null}
        onRead={(texts) => {
          address.setTexts(texts);
          if (loaded) streams.retry();
          else streams.load();
        }}
      />
      {address.strays.map((line) => (
        <p key={line} className="note own-note">
          {line}
        </p>
      ))}
      <LiveBar work={work} provider={provider} hasRecord={false}>
        {loaded ? (
          provider === 'webgpu' && first.stream ? (
            <ParityNote target={model} />
          ) : null
        ) : (
          <p className="note own-note">
            The model reads both texts in your browser. Each <Term of="layer" /> and <Term of="token" /> of
            them is then read by its own unembedding (the <Term of="logit-lens" />
            ), can be put in the place of another, added to it or set to zero, and the next word is read
            again.
            {isRecorded ? ' Below is what it read in these two, on record.' : null}
          </p>
        )}
      </LiveBar>
      {loaded && first.stream && second.stream ? (
        <Maps
          loaded={loaded}
          address={address}
          first={first.stream}
          second={second.stream}
          target={target}
          explainers={explainers}
          setup={setup}
        />
      ) : isRecorded ? (
        <RecordedMaps opening={opening} address={address} />
      ) : loaded && (first.busy || second.busy) ? (
        <p className="caption" role="status">
          reading the texts
        </p>
      ) : null}
      <Faults faults={setup.faults} explainers={explainers} />
    </>
  );
}

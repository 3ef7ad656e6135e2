'use client';

import type { LiveSetup } from '@/components/live/setup';
import type { Stream } from '@/lib/measure/stream';
import type { ExplainerRecord, ModelHead } from '@/lib/store/records';
import type { LoadedModel } from '@/lib/task/measure';
import { Comparison } from './comparison';
import { editOf } from './edit';
import { EditSection, useEditOutcome } from './edit-section';
import { Explain } from './explain';
import { largest } from './looks';
import { MapControls } from './map-controls';
import { NoExplainer } from './no-explainer';
import { askedKey, questionsOf, questionsOfPut, type Askable } from './questions';
import { SitePanel } from './site-panel';
import { chosenSite, type Chosen } from './sites';
import { StreamMap } from './stream-map';
import type { Address } from './use-address';
import { FIRST, SECOND } from './words';
import { Writing } from './writing';

/** The maps of both texts, and beside each what can be done with the site that is chosen in it. */
export function Maps({
  loaded,
  address,
  first,
  second,
  target,
  explainers,
  setup,
}: {
  loaded: LoadedModel;
  address: Address;
  first: Stream;
  second: Stream;
  target: ModelHead;
  explainers: readonly ExplainerRecord[];
  setup: LiveSetup;
}) {
  const { map, edit: kind, scale, table, select } = address;
  const taken = { stream: first, ...chosenSite(first, address.cells.first) };
  const put = { stream: second, ...chosenSite(second, address.cells.second) };
  const edited = editOf(kind, scale, taken, put);
  const key = JSON.stringify([kind, scale, placeOf(taken), kind === 'zero' ? null : placeOf(put)]);
  const { data: outcome = null, error, isPlaceholderData } = useEditOutcome(loaded, edited, key);

  const asIs = kind === 'replace' && scale === 1 && outcome && !isPlaceholderData;
  const ofTaken = questionsOf(taken, setup.explainers);
  const ofPut = asIs ? questionsOfPut(taken, put, outcome, setup.explainers) : [];
  const explain = (askable: Askable, label: string) => (
    <Explain
      key={askedKey(askable)}
      question={askable.question}
      explainers={explainers}
      shipped={askable.shipped}
      label={label}
    />
  );
  const shared = { kind: map, most: largest(map, [first, second]), table };
  return (
    <>
      <div className="columns map-and-panel playground">
        <StreamMap
          name={FIRST}
          stream={first}
          {...shared}
          cell={taken.cell}
          stray={taken.stray}
          onSelect={(cell) => select('first', cell)}
        >
          <MapControls address={address} />
        </StreamMap>
        <aside className="split" aria-label="Site of the first text">
          <SitePanel chosen={taken}>
            <h3 className="subhead">Explain this activation</h3>
            {ofTaken.map((askable) => explain(askable, 'Ask what it holds'))}
            {ofTaken.length === 0 ? <NoExplainer target={target.id} setup={setup} /> : null}
          </SitePanel>
        </aside>
      </div>
      <div className="columns map-and-panel playground">
        <StreamMap
          name={SECOND}
          stream={second}
          {...shared}
          cell={put.cell}
          stray={put.stray}
          onSelect={(cell) => select('second', cell)}
        />
        <aside className="split" aria-label="Edit of a text">
          <EditSection
            kind={kind}
            scale={scale}
            first={taken}
            second={put}
            outcome={outcome}
            error={error}
            onKind={address.setEdit}
            onScale={address.setScale}
          />
        </aside>
      </div>
      <div className="columns map-and-panel playground">
        <div>
          {asIs && setup.explainers.length > ofTaken.length ? (
            <section className="section" aria-label="What explainers say of it">
              <header>
                <h2>What explainers say of it</h2>
                <span className="caption">judged by what was measured here</span>
              </header>
              {ofPut.map((askable) => explain(askable, 'Ask what it changes'))}
              {ofPut.length === 0 ? (
                <p className="caption">
                  They can be asked about a vector that is put at a site of its own layer: choose layer{' '}
                  {taken.cell.layer} in the second text.
                </p>
              ) : null}
            </section>
          ) : null}
          <Writing key={key} loaded={loaded} edited={edited} />
        </div>
        <aside className="split" aria-label="Both sites">
          <Comparison loaded={loaded} first={taken} second={put} />
        </aside>
      </div>
    </>
  );
}

const placeOf = ({ stream, cell }: Chosen) => [
  stream.text.text,
  // The same text is another where nothing stands before it.
  stream.text.offset,
  cell.layer,
  cell.position,
];

'use client';

import { useState } from 'react';
import { explainerWord, findExplainer, mainOf } from '@/lib/explainer/name';
import { Faults } from '@/components/live/faults';
import { AskServed } from '@/components/live/ask-served';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import { ParityNote } from '@/components/live/parity-note';
import { wordingOf, type LiveSetup } from '@/components/live/setup';
import type { Block } from '@/components/map/cells';
import { layerName } from '@/components/format/number';
import { VERDICT_NAMES } from '@/components/format/words';
import { visibleToken } from '@/components/tokens/token-text';
import { onDemand } from '@/components/ui/on-demand';
import { useKeys } from '@/components/ui/use-keys';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import { patch, POSITION_NAMES } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { AlignedTexts } from './aligned-texts';
import { CellPanel } from './cell-panel';
import { blockKey, isQuestion, isUnaligned, layersOf, placeOf, truthAt } from './cells';
import { CorrectnessSection } from './correctness-section';
import { MeasuredSection } from './measured-section';
import { predictedBy } from './predicted';
import { PredictionSection } from './prediction-section';
import { NOTHING_RECORDED, type Recorded } from './recorded';
import type { CellChoice } from './use-cell';
import type { Live } from './use-live';
import { useMapped } from './use-mapped';
import { measuredWords, PATCH_VERDICTS } from './words';

// Fetched by those who measure what is on record again.
const Comparison = onDemand(() => import('./comparison').then((module) => module.Comparison));

type MapName = 'measured' | 'predicted' | 'correct';

const MAP_NAMES: Record<MapName, string> = {
  measured: 'Measured',
  predicted: 'Predicted',
  correct: 'Verdicts',
};

const focusMap = (name: string) =>
  document.querySelector<HTMLElement>(`[data-map="${name}"] [data-cell][tabindex="0"]`)?.focus();

/** A question on record: its place on the map, and what was measured for it. */
export type RecordedPatch = Pick<Item<PatchBody, PatchTruth>, 'body' | 'truth'>;

/** The maps and the panel of the chosen cell: the same for recorded questions and for a reader's own texts. */
export function MapAndPanel({
  sweep,
  body,
  record,
  recorded = NOTHING_RECORDED,
  explainers,
  setup,
  live,
  choice,
  guess = null,
  panelHead,
}: {
  sweep: Sweep;
  body: PatchBody;
  /** The recorded question, whose map can be measured again; null for a reader's own texts. */
  record: RecordedPatch | null;
  recorded?: Recorded;
  explainers: ExplainerRecord[];
  setup: LiveSetup;
  live: Live;
  choice: CellChoice;
  /** What the reader predicted of the recorded question. */
  guess?: Guess | null;
  /** What stands over the panel. */
  panelHead?: React.ReactNode;
}) {
  const { block, select } = choice;
  const [map, setMap] = useState<MapName>('measured');
  const main = mainOf('self', explainers);
  const shippedAs = (id: string) => setup.explainers.find((explainer) => explainer.id === id);
  const mapped = useMapped(
    explainers.filter((one) => one.rule === null && (shippedAs(one.id) ?? hasMap(recorded, one))),
  );
  const predicted =
    mapped.explainer &&
    predictedBy(mapped.explainer, {
      ...{ sweep, body, recorded, live: live.said, least: mapped.sure / 100 },
      shipped: shippedAs(mapped.explainer.id),
    });
  const drawn = mapped.explainer ? explainerWord(mapped.explainer) : '';
  useKeys({
    t: choice.toggleTable,
    '1': () => focusMap('measured effect'),
    '2': () => focusMap(`prediction of ${drawn}`),
    '3': () => focusMap(`correctness of ${drawn}`),
  });

  const asked = record && isQuestion(record.body, block) ? record : null;
  // A block that is not the question's own is measured when it is asked about.
  const measured = asked
    ? asked.truth
    : (truthAt(sweep, block) ?? (live.sweep && truthAt(live.sweep, block)));
  const posedAt = (map: Sweep) => patch.at?.(body, map, placeOf(block)) ?? null;
  const onRecord = recorded.get(blockKey(block)) ?? [];
  const made = live.said.get(blockKey(block))?.explanations ?? [];
  const ofMain = (onRecord.length > 0 ? onRecord : made).find(
    ({ explainerId }) => main && findExplainer([main], explainerId),
  );
  const place = `${panelWords(block)} at ${visibleToken(sweep.tokens[block.position] ?? '')}`;

  return (
    <div className="columns map-and-panel">
      <div data-show={map}>
        <section className={isUnaligned(sweep) ? 'section' : 'section narrow'} aria-label="The two texts">
          <AlignedTexts sweep={sweep} position={block.position} />
        </section>
        {predicted ? (
          <div className="segments full narrow-flex" role="group" aria-label="Map">
            {(Object.keys(MAP_NAMES) as MapName[]).map((name) => (
              <button key={name} type="button" aria-pressed={map === name} onClick={() => setMap(name)}>
                {MAP_NAMES[name]}
              </button>
            ))}
          </div>
        ) : null}
        <MeasuredSection sweep={sweep} asked={record && record.body} choice={choice} live={live} />
        <LiveBar work={live.work} provider={live.engine} hasRecord={record !== null}>
          {record && live.sweep ? (
            <Comparison
              recorded={sweep}
              measured={live.sweep}
              provider={live.provider}
              at={live.recordedAt}
            />
          ) : null}
          {live.checkable ? <ParityNote target={live.checkable} /> : null}
        </LiveBar>
        <Faults faults={setup.faults} explainers={explainers} />
        {predicted ? (
          <>
            <PredictionSection
              {...{ sweep, block, mapped, predicted }}
              onSelect={select}
              action={
                live.measurable && shippedAs(predicted.explainer.id) ? (
                  <LiveButton
                    busy={live.work.busy}
                    provider={live.engine}
                    toFetch={live.cost.askEvery(predicted.explainer.id)}
                    onClick={() => live.askEvery(predicted.explainer.id)}
                  >
                    Ask {drawn} about every cell{predicted.said.size > 1 ? ' again' : ''}
                  </LiveButton>
                ) : null
              }
            />
            <CorrectnessSection {...{ sweep, block, predicted }} onSelect={select} />
          </>
        ) : null}
      </div>
      <aside className="split" aria-label="Chosen cell">
        {panelHead}
        <CellPanel
          sweep={sweep}
          block={block}
          measured={measured}
          positionName={asked ? POSITION_NAMES[asked.body.positionType] : undefined}
          text={body.text}
          wording={wordingOf(setup, main)}
          explainers={explainers}
          first={main}
          recorded={onRecord}
          guess={asked ? guess : null}
          live={made}
          askAction={
            live.askable ? (
              <LiveButton
                busy={live.work.busy}
                provider={live.engine}
                toFetch={live.cost.ask}
                onClick={() => live.ask(block)}
              >
                {onRecord.length > 0 || made.length > 0 ? 'Ask again live' : 'Ask live'}
              </LiveButton>
            ) : null
          }
          hasRecord={record !== null}
        />
        <AskServed
          key={JSON.stringify([body.text, body.source, block])}
          setup={setup}
          task={patch}
          question={asked ?? posedAt(sweep) ?? (live.sweep && posedAt(live.sweep))}
          rules={PATCH_VERDICTS}
        />
        <p className="visually-hidden" role="status">
          {measured
            ? `${place}: ${measuredWords(measured)}.` +
              (main && ofMain
                ? ` The answer of ${explainerWord(main)} is ${VERDICT_NAMES[ofMain.verdict]}.`
                : '')
            : `${place}: not measured.`}
        </p>
      </aside>
    </div>
  );
}

/** Whether an explainer was asked about more than the question's own place. */
const hasMap = (recorded: Recorded, { id }: ExplainerRecord): boolean =>
  [...recorded.values()].filter((said) => said.some(({ explainerId }) => explainerId === id)).length > 1;

/** `Layer 2`, `Layers 2–3`. */
function panelWords(block: Block): string {
  const words = layerName(layersOf(block));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is chosen, in a sentence. */
export const cellSummary = (block: Block, sweep: Sweep): string =>
  `${block.to === 0 ? 'the embedding' : layerName(layersOf(block))} at ${visibleToken(sweep.tokens[block.position] ?? '').trim()}`;

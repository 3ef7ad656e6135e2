'use client';

import { useState } from 'react';
import { explainerWord, findExplainer, mainOf } from '@/lib/explainer/name';
import { Term } from '@/components/glossary/term';
import { Faults } from '@/components/live/faults';
import { LiveBar } from '@/components/live/live-bar';
import { LiveButton } from '@/components/live/live-button';
import { ParityNote } from '@/components/live/parity-note';
import type { LiveSetup } from '@/components/live/setup';
import { cellKey, type Cell } from '@/components/map/cells';
import { VERDICT_NAMES } from '@/components/format/words';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { useKeys } from '@/components/ui/use-keys';
import { Icon } from '@/components/ui/icon';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import { POSITION_NAMES } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { AlignedTexts } from './aligned-texts';
import { CellPanel, panelTitle } from './cell-panel';
import { isQuestionCell, isUnaligned, largestEffect, questionCell, truthAt } from './cells';
import { EffectLegend, EffectMap } from './effect-map';
import { MapTable } from './map-table';
import { Comparison } from './comparison';
import { CorrectnessSection, PredictionSection } from './prediction-maps';
import type { CellChoice } from './use-cell';
import type { Live } from './use-live';
import { measuredWords } from './words';

type MapName = 'measured' | 'predicted' | 'correct';

const MAP_NAMES: Record<MapName, string> = {
  measured: 'Measured',
  predicted: 'Predicted',
  correct: 'Verdicts',
};

const focusMap = (name: string) =>
  document.querySelector<HTMLElement>(`[data-map="${name}"] [data-cell][tabindex="0"]`)?.focus();

/** A question on record: its place on the map, what was measured for it, and what was said. */
export type RecordedPatch = Pick<Item<PatchBody, PatchTruth>, 'body' | 'truth' | 'explanations'>;

/** The maps and the panel of the chosen cell: the same for recorded questions and for a reader's own texts. */
export function MapAndPanel({
  sweep,
  text,
  record,
  explainers,
  setup,
  live,
  choice: { cell, stray, select, table, toggleTable },
  guess = null,
  panelHead,
}: {
  sweep: Sweep;
  text: string;
  /** The recorded question, whose map can be measured again; null for a reader's own texts. */
  record: RecordedPatch | null;
  explainers: ExplainerRecord[];
  setup: LiveSetup;
  live: Live;
  choice: CellChoice;
  /** What the reader predicted of the recorded question. */
  guess?: Guess | null;
  /** What stands over the panel. */
  panelHead?: React.ReactNode;
}) {
  const [map, setMap] = useState<MapName>('measured');
  const main = mainOf('self', explainers);
  const drawn = live.mapped ? explainerWord(live.mapped) : '';
  useKeys({
    t: toggleTable,
    '1': () => focusMap('measured effect'),
    '2': () => focusMap(`prediction of ${drawn}`),
    '3': () => focusMap(`correctness of ${drawn}`),
  });

  const asked = record && isQuestionCell(record.body, cell) ? record : null;
  const measured = asked ? asked.truth : truthAt(sweep, cell);
  const recorded = asked?.explanations ?? [];
  // A cell is one layer; the record may be about a block of them.
  const isBlock = asked !== null && asked.body.layers.length > 1;
  const alone = isBlock ? `${panelTitle([cell.layer]).toLowerCase()} alone` : null;
  const made = live.said.get(cellKey(cell))?.explanations ?? [];
  const ofMain = (recorded.length > 0 ? recorded : made).find(
    ({ explainerId }) => main && findExplainer([main], explainerId),
  );
  const original = visibleToken(sweep.original.output);

  return (
    <div className="columns map-and-panel">
      <div data-show={map}>
        <section className={isUnaligned(sweep) ? 'section' : 'section narrow'} aria-label="The two texts">
          <AlignedTexts sweep={sweep} position={cell.position} />
        </section>
        {live.said.size > 1 || live.work.busy || live.work.error ? (
          <div className="segments full narrow-flex" role="group" aria-label="Map">
            {(Object.keys(MAP_NAMES) as MapName[]).map((name) => (
              <button key={name} type="button" aria-pressed={map === name} onClick={() => setMap(name)}>
                {MAP_NAMES[name]}
              </button>
            ))}
          </div>
        ) : null}
        <section className="section maps" data-kind="measured">
          <header>
            <h2>
              Measured <Term of="effect" />
            </h2>
            <span className="caption">
              drop in log-probability of <span className="mono">{original}</span>; the new word where it
              changes
            </span>
            <EffectLegend max={largestEffect(sweep)} />
            <button
              type="button"
              className="button quiet compact"
              onClick={toggleTable}
              aria-pressed={table}
              aria-keyshortcuts="t"
            >
              <Icon name={table ? 'grid' : 'table'} />
              {table ? 'map' : 'table'}
            </button>
          </header>
          {stray ? (
            <p className="note stray">
              This map has no cell at layer {stray.layer}, token {stray.position + 1}. Another one is chosen.
            </p>
          ) : null}
          {table ? (
            <MapTable sweep={sweep} />
          ) : (
            <EffectMap
              sweep={sweep}
              selected={cell}
              onSelect={select}
              marked={record ? questionCell(record.body) : undefined}
            />
          )}
          {record && !table ? (
            <p className="caption asked-key">
              <span className="asked-mark" aria-hidden="true" /> the recorded question
            </p>
          ) : null}
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
          <MapActions live={live} again={record !== null} />
          <Faults faults={setup.faults} explainers={explainers} />
        </section>
        {live.mapped ? (
          <>
            <PredictionSection
              sweep={sweep}
              cell={cell}
              onSelect={select}
              live={live}
              explainer={live.mapped}
            />
            <CorrectnessSection
              sweep={sweep}
              cell={cell}
              onSelect={select}
              live={live}
              explainer={live.mapped}
            />
          </>
        ) : null}
      </div>
      <aside className="split" aria-label="Chosen cell">
        {panelHead}
        <CellPanel
          sweep={sweep}
          layers={asked ? asked.body.layers : [cell.layer]}
          position={cell.position}
          measured={measured}
          positionName={asked ? POSITION_NAMES[asked.body.positionType] : undefined}
          text={text}
          wording={wordingOf(setup, main)}
          explainers={explainers}
          first={main}
          recorded={recorded}
          alone={alone}
          guess={asked ? guess : null}
          live={made}
          askAction={
            live.askable ? (
              <LiveButton
                busy={live.work.busy}
                provider={live.engine}
                toFetch={live.cost.ask}
                onClick={() => live.ask(cell)}
              >
                {alone
                  ? `Ask live about ${alone}`
                  : recorded.length > 0 || made.length > 0
                    ? 'Ask again live'
                    : 'Ask live'}
              </LiveButton>
            ) : null
          }
          hasRecord={record !== null}
        />
        <p className="visually-hidden" role="status">
          {measured
            ? `Layer ${cell.layer} at ${visibleToken(sweep.tokens[cell.position] ?? '')}: ${measuredWords(measured)}.` +
              (main && ofMain
                ? ` The answer of ${explainerWord(main)} is ${VERDICT_NAMES[ofMain.verdict]}.`
                : '')
            : `Layer ${cell.layer} at ${visibleToken(sweep.tokens[cell.position] ?? '')}: not measured.`}
        </p>
      </aside>
    </div>
  );
}

/** The question as the explainers read it: in the first wording of the self explainer, or of any that is shipped. */
function wordingOf({ explainers }: LiveSetup, main: ExplainerRecord | undefined): string | null {
  const shipped = explainers.find(({ id }) => id === main?.id) ?? explainers[0];
  return shipped?.sidecar.wordings[0] ?? null;
}

/** Under the measured map: measure it again, and have the self explainer predict all of it. */
function MapActions({ live, again }: { live: Live; again: boolean }) {
  if (!live.measurable) return null;
  const { engine, work, mapped, cost } = live;
  return (
    <div className="live-actions">
      {again ? (
        <LiveButton busy={work.busy} provider={engine} toFetch={cost.measure} onClick={live.measure}>
          Measure again live
        </LiveButton>
      ) : null}
      {mapped ? (
        <LiveButton busy={work.busy} provider={engine} toFetch={cost.askEvery} onClick={live.askEvery}>
          Ask {explainerWord(mapped)} about every cell
        </LiveButton>
      ) : null}
    </div>
  );
}

export const cellSummary = (cell: Cell, sweep: Sweep): string =>
  `${cell.layer === 0 ? 'the embedding' : `layer ${cell.layer}`} at ${outputWord(sweep.tokens[cell.position] ?? '')}`;

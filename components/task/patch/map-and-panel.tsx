'use client';

import { useState } from 'react';
import { AskAction, canAsk, MapActions } from '@/components/live/live-actions';
import { LiveBar } from '@/components/live/live-bar';
import type { LivePatch } from '@/components/live/types';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { useKeys } from '@/components/ui/use-keys';
import { Icon } from '@/components/ui/icon';
import type { PatchItemWithSweep } from '@/lib/store/records';
import type { Sweep } from '@/lib/task/patch/body';
import { POSITION_NAMES } from '@/components/format/words';
import { AlignedTexts } from './aligned-texts';
import { CellPanel, measuredWords } from './cell-panel';
import { cellAt, cellKey, isQuestionCell, largestEffect, questionCell, type Cell } from './cells';
import { EffectLegend, EffectMap } from './effect-map';
import { MapTable } from './map-table';
import { CorrectnessSection, PredictionSection } from './prediction-maps';

type MapName = 'measured' | 'predicted' | 'correct';

const MAP_NAMES: Record<MapName, string> = {
  measured: 'Measured',
  predicted: 'Predicted',
  correct: 'Correct',
};

const focusMap = (name: string) =>
  document.querySelector<HTMLElement>(`[data-map="${name}"] [data-cell][tabindex="0"]`)?.focus();

/** The maps and the panel of the chosen cell: the same for recorded questions and for a reader's own texts. */
export function PatchingBody({
  sweep,
  text,
  item,
  cell,
  onSelect,
  table,
  onToggleTable,
  wording,
  live,
  again = false,
  stray,
}: {
  sweep: Sweep;
  text: string;
  item?: PatchItemWithSweep | undefined;
  cell: Cell;
  onSelect: (cell: Cell) => void;
  table: boolean;
  onToggleTable: () => void;
  wording: string | null;
  live: LivePatch;
  /** The map is a record that can be measured again. */
  again?: boolean;
  stray: Cell | null;
}) {
  const [map, setMap] = useState<MapName>('measured');
  useKeys({
    t: onToggleTable,
    '1': () => focusMap('measured effect'),
    '2': () => focusMap('prediction of self'),
    '3': () => focusMap('correctness of self'),
  });

  const onRecord = item !== undefined && isQuestionCell(item, cell);
  const swept = cellAt(sweep, cell);
  const measured = onRecord
    ? item.truth
    : swept && {
        original: sweep.original,
        patched: { output: swept.output, top: swept.top },
        changed: swept.changed,
        effect: swept.effect,
      };
  const recorded = onRecord ? item.explanations : [];
  const made = live.explanations.get(cellKey(cell)) ?? [];
  const self = (recorded.length > 0 ? recorded : made).find((e) => e.role === 'self');
  const unaligned = sweep.sourceTokens.length !== sweep.alignment.filter((index) => index !== null).length;
  const original = visibleToken(sweep.original.output);

  return (
    <div className="cols p2">
      <div data-show={map} className="maps-column">
        <section className={unaligned ? 'sec' : 'sec narrow'} aria-label="The two texts">
          <AlignedTexts sweep={sweep} position={cell.position} />
        </section>
        {live.explanations.size > 1 || live.phase.kind !== 'idle' ? (
          <div className="seg full narrow-flex" role="group" aria-label="Map">
            {(Object.keys(MAP_NAMES) as MapName[]).map((name) => (
              <button key={name} type="button" aria-pressed={map === name} onClick={() => setMap(name)}>
                {MAP_NAMES[name]}
              </button>
            ))}
          </div>
        ) : null}
        <section className="sec maps" data-k="measured">
          <header>
            <h2>Measured effect</h2>
            <span className="cap">
              drop in log-probability of <span className="mono">{original}</span>; the new word where it
              changes
            </span>
            <EffectLegend max={largestEffect(sweep)} />
            <button
              type="button"
              className="btn quiet small"
              onClick={onToggleTable}
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
              onSelect={onSelect}
              marked={item ? questionCell(item) : undefined}
            />
          )}
          {item && !table ? (
            <p className="cap asked-key">
              <span className="asked-mark" aria-hidden="true" /> the recorded question
            </p>
          ) : null}
          <LiveBar live={live} recorded={again ? sweep : null} />
          <MapActions live={live} again={again} />
        </section>
        <PredictionSection sweep={sweep} cell={cell} onSelect={onSelect} live={live} />
        <CorrectnessSection sweep={sweep} cell={cell} onSelect={onSelect} live={live} />
      </div>
      <aside className="split" aria-label="Chosen cell">
        <CellPanel
          sweep={sweep}
          layers={onRecord ? item.layers : [cell.layer]}
          position={cell.position}
          measured={measured}
          positionName={onRecord ? POSITION_NAMES[item.positionType] : undefined}
          text={text}
          wording={wording}
          recorded={recorded}
          live={made}
          askAction={
            canAsk(live) ? (
              <AskAction
                live={live}
                onAsk={() => live.ask(cell)}
                again={recorded.length > 0 || made.length > 0}
              />
            ) : null
          }
          hasRecord={item !== undefined}
        />
        <p className="vh" role="status">
          {measured
            ? `Layer ${cell.layer} at ${visibleToken(sweep.tokens[cell.position] ?? '')}: ${measuredWords(measured)}.` +
              (self ? ` Self is ${self.verdict}.` : '')
            : `Layer ${cell.layer} at ${visibleToken(sweep.tokens[cell.position] ?? '')}: not measured.`}
        </p>
      </aside>
    </div>
  );
}

export const cellSummary = (cell: Cell, sweep: Sweep): string =>
  `${cell.layer === 0 ? 'the embedding' : `layer ${cell.layer}`} at ${outputWord(sweep.tokens[cell.position] ?? '')}`;

'use client';

import { Term } from '@/components/glossary/term';
import { LiveButton } from '@/components/live/live-button';
import { layerName } from '@/components/format/number';
import { visibleToken } from '@/components/tokens/token-text';
import { onDemand } from '@/components/ui/on-demand';
import { TableToggle } from '@/components/ui/table-toggle';
import type { PatchBody, Sweep } from '@/lib/task/patch/body';
import { largestEffect, questionBlock } from './cells';
import { EffectLegend, EffectMap } from './effect-map';
import type { CellChoice } from './use-cell';
import type { Live } from './use-live';

// Fetched by those who choose it in the place of what is drawn.
const MapTable = onDemand(() => import('./map-table').then((module) => module.MapTable));

/** What every single-layer patch does, as a map or as a table; on it, the place of the recorded question. */
export function MeasuredSection({
  sweep,
  asked,
  choice: { block, stray, select, extend, table, toggleTable },
  live,
}: {
  sweep: Sweep;
  /** The recorded question; null for a reader's own texts. */
  asked: PatchBody | null;
  choice: CellChoice;
  live: Live;
}) {
  const marked = asked ? questionBlock(asked) : undefined;
  return (
    <section className="section maps" data-kind="measured">
      <header>
        <h2>
          Measured <Term of="effect" />
        </h2>
        <span className="caption">
          drop in log-probability of <span className="mono">{visibleToken(sweep.original.output)}</span>; the
          new word where it changes
        </span>
        <EffectLegend max={largestEffect(sweep)} />
        <TableToggle table={table} toggle={toggleTable} drawn="map" />
      </header>
      {stray ? (
        <p className="note stray">
          This map has no cell at layer {stray.layer}
          {stray.to === stray.layer ? '' : ` to ${stray.to}`}, token {stray.position + 1}. Another one is
          chosen.
        </p>
      ) : null}
      {table ? (
        <MapTable sweep={sweep} />
      ) : (
        <EffectMap sweep={sweep} selected={block} onSelect={select} onExtend={extend} marked={marked} />
      )}
      <div className="under-map">
        {asked && marked && !table ? (
          <button type="button" className="as-link" onClick={() => select(marked)}>
            <span className="asked-mark" aria-hidden="true" />
            the recorded question, {layerName(asked.layers)}
          </button>
        ) : null}
        {asked && live.measurable ? (
          <LiveButton
            busy={live.work.busy}
            provider={live.engine}
            toFetch={live.cost.measure}
            onClick={live.measure}
          >
            Measure again live
          </LiveButton>
        ) : null}
      </div>
    </section>
  );
}

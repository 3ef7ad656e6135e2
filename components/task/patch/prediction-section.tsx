'use client';

import { explainerWord } from '@/lib/explainer/name';
import { explainerClass } from '@/components/format/words';
import { certainty, type ShownExplanation } from '@/components/item/explanations';
import { cellKey, type Cell } from '@/components/map/cells';
import type { CellLook } from '@/components/map/map-grid';
import { letterKey } from '@/components/tokens/token-text';
import { StateBlock } from '@/components/ui/state';
import { claimedWord, parseClaim, type Claim } from '@/lib/task/change/claim';
import { cellAt } from './cells';
import { ExplainerSwitch } from './explainer-switch';
import { FarLegend, NONE, NOT_ASKED, placed } from './looks';
import { cellsOf, type PredictedMapProps } from './predicted';
import { SureSlider } from './sure-slider';
import { SweepGrid } from './sweep-grid';
import type { Mapped } from './use-mapped';

/** What an explainer says about each cell, on record or once it was asked. */
export function PredictionSection({
  sweep,
  block,
  onSelect,
  mapped,
  predicted,
  action,
}: PredictedMapProps & {
  mapped: Mapped;
  /** Asks about every cell; null where that cannot be done here. */
  action: React.ReactNode;
}) {
  const { explainer, said } = predicted;
  const word = explainerWord(explainer);
  const one = mapped.options.length < 2;
  // One claim stands in the panel; a map is worth drawing from two on.
  const drawn = said.size > 1;
  const kind = explainerClass(explainer);
  return (
    <section className="section maps" data-kind="predicted">
      <header>
        <h2>Prediction of {one ? word : null}</h2>
        {one ? null : <ExplainerSwitch {...mapped} />}
        {drawn ? (
          <span className="end legend">
            <span>
              <i className={`legend-key changed ${kind}`} aria-hidden="true" />
              says it changes, and to what
            </span>
            <span>
              <i className="legend-key unchanged" aria-hidden="true" />
              says unchanged
            </span>
            <FarLegend />
          </span>
        ) : null}
      </header>
      {mapped.stray ? (
        <p className="note stray">
          No predictions of <span className="mono">{mapped.stray.slice(0, 80)}</span> can be drawn here. Those
          of {word} stand in their place.
        </p>
      ) : null}
      {drawn ? (
        <>
          <SureSlider
            cells={cellsOf(sweep)}
            predicted={predicted}
            sure={mapped.sure}
            setSure={mapped.setSure}
          />
          <ClaimMap {...{ sweep, block, onSelect, predicted }} />
          {action ? <div className="under-map">{action}</div> : null}
        </>
      ) : (
        <StateBlock title={`${word} was not asked about this map`} action={action}>
          <p>
            {action
              ? 'Asked in your browser, it says of every cell what the model will do, and each claim is held against the measurement.'
              : 'It is not shipped with this site, so it cannot be asked here.'}
          </p>
        </StateBlock>
      )}
    </section>
  );
}

/** The words are shown as they were given, not as they are compared. */
const claimOf = ({ text }: ShownExplanation): Claim => {
  const claim = parseClaim(text);
  return claim.kind === 'invalid' ? claim : { ...claim, output: claimedWord(text) };
};

function ClaimMap({ sweep, block, onSelect, predicted }: PredictedMapProps) {
  const { explainer, said } = predicted;
  const claims = new Map([...said].map(([key, explanation]) => [key, claimOf(explanation)]));
  const kind = explainerClass(explainer);
  const letters = letterKey(
    [...claims.values()].flatMap((claim) => (claim.kind === 'changed' ? [claim.output] : [])),
  );
  const changed = (layer: number) =>
    sweep.tokens.filter((_, position) => claims.get(cellKey({ layer, position }))?.kind === 'changed').length;
  const look = (cell: Cell): CellLook => {
    const claim = claims.get(cellKey(cell));
    if (!claim) return cellAt(sweep, cell) ? NOT_ASKED : NONE;
    const sure = certainty(said.get(cellKey(cell))?.logProbability ?? null);
    const how = sure === null ? '' : `, certainty ${sure}`;
    if (claim.kind === 'invalid')
      return { className: 'unknown', content: '?', label: `says nothing that can be checked${how}` };
    if (claim.kind === 'unchanged')
      return { className: 'unchanged', label: `says unchanged, ${claim.output}${how}` };
    return {
      className: `changed ${kind}`,
      content: (
        <>
          <span className="whole-word">{claim.output}</span>
          <span className="letter">{letters.get(claim.output)}</span>
        </>
      ),
      label: `says it changes to ${claim.output}${how}`,
    };
  };
  return (
    <>
      <SweepGrid
        name={`prediction of ${explainerWord(explainer)}`}
        sweep={sweep}
        selected={block}
        onSelect={onSelect}
        total={{ name: 'changed', of: (layer) => String(changed(layer)) }}
        look={(cell) => placed(look(cell), cell, predicted)}
      />
      {letters.size > 0 ? (
        <p className="caption letters narrow">
          {[...letters].map(([word, letter]) => `${letter} = ${word}`).join(', ')}
        </p>
      ) : null}
    </>
  );
}

'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { nats } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { Ramp } from '@/components/map/ramp';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { largestOf, QUARTERS, SHOWN, type Shown } from './firing';
import { FiringStrips, type Band } from './firing-strips';

/** Exemplars that stand there before a reader asks for more. */
const FIRST = 4;

const NAMES: Record<Shown, string> = { top: 'Top', quarters: 'Quarters' };

/** Texts on which a feature fires most, or some of each quarter of its range, token by token. */
export function WhereItFires({ detail }: { detail: FeatureDetail }) {
  const [shown, setShown] = useQueryState('fires', parseAsStringLiteral(SHOWN).withDefault('top'));
  const [all, setAll] = useState(false);
  const max = largestOf(detail);
  const more = detail.top.length - FIRST;
  const bands: Band[] =
    shown === 'top'
      ? [{ name: null, strips: all ? detail.top : detail.top.slice(0, FIRST) }]
      : detail.samples.map((strips, q) => ({ name: QUARTERS[q] ?? `quarter ${q + 1}`, strips }));
  return (
    <section className="section fires">
      <header>
        <h2>Where it fires</h2>
        <span className="caption">
          its <Term of="exemplar">exemplars</Term>
        </span>
        <Ramp end={nats(max)} unit="" />
        {detail.samples.length > 0 ? (
          <span className="segments" role="group" aria-label="Which texts are shown">
            {SHOWN.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={name === shown}
                onClick={() => void setShown(name)}
              >
                {NAMES[name]}
              </button>
            ))}
          </span>
        ) : null}
      </header>
      <FiringStrips
        bands={bands}
        max={max}
        label={
          shown === 'top'
            ? 'texts on which it fires most, its value on each token'
            : 'texts of each quarter of its activations, its value on each token'
        }
      />
      {shown === 'top' && more > 0 && !all ? (
        <button type="button" className="as-link small" onClick={() => setAll(true)}>
          {more} more texts
        </button>
      ) : null}
    </section>
  );
}

'use client';

import { sum } from 'd3-array';
import { useRef, useState } from 'react';
import { nats } from '@/components/format/number';
import { visibleToken } from '@/components/tokens/token-text';
import { stepIn, type At } from './firing';
import { StripRow, type Strip } from './strip-row';

/** Strips that belong together, under a name where there are several such. */
export interface Band {
  name: string | null;
  strips: readonly Strip[];
}

/**
 * Texts as tokens coloured by how strongly a feature fires on each. One tab stop: arrows lead from token to token and from
 * strip to strip, and the value of the token under the pointer or the focus stands below.
 */
export function FiringStrips({
  bands,
  max,
  label,
}: {
  bands: readonly Band[];
  /** Activation at which colours end. */
  max: number;
  label: string;
}) {
  const grid = useRef<HTMLDivElement>(null);
  const [head, setHead] = useState<At>({ row: 0, token: 0 });
  const [pointed, setPointed] = useState<At | null>(null);
  const strips = bands.flatMap((band) => band.strips);
  const lengths = strips.map(({ tokens }) => tokens.length);
  // Another list may have fewer strips than the one that the focus was in.
  const focus = lengths[head.row] && head.token < lengths[head.row]! ? head : { row: 0, token: 0 };

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepIn(lengths, focus, event.key);
    if (!next) return;
    event.preventDefault();
    setHead(next);
    grid.current?.querySelector<HTMLElement>(`[data-at="${next.row}:${next.token}"]`)?.focus();
  };
  const shown = pointed && strips[pointed.row];
  const starts = bands.map((_, b) => sum(bands.slice(0, b), (band) => band.strips.length));
  return (
    <>
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        className="firings"
        onKeyDown={onKeyDown}
        onPointerLeave={() => setPointed(null)}
        onBlur={() => setPointed(null)}
      >
        {bands.map(({ name, strips: own }, index) => (
          <div key={name ?? index} role="rowgroup" aria-label={name ?? undefined}>
            {name === null ? null : (
              <p className="band caption" aria-hidden="true">
                {name}
              </p>
            )}
            {own.map((strip, i) => {
              const row = starts[index]! + i;
              return (
                <StripRow
                  key={row}
                  strip={strip}
                  row={row}
                  max={max}
                  focus={focus.row === row ? focus.token : null}
                  onPoint={setPointed}
                  onFocus={(at) => {
                    setHead(at);
                    setPointed(at);
                  }}
                />
              );
            })}
          </div>
        ))}
      </div>
      <p className="caption token-value" aria-hidden="true">
        {shown && pointed ? (
          <>
            <span className="mono">{visibleToken(shown.tokens[pointed.token] ?? '')}</span>{' '}
            <b>{nats(shown.activations[pointed.token] ?? 0)}</b>
          </>
        ) : (
          'Point at a token, or go there with the arrows, for its value.'
        )}
      </p>
    </>
  );
}

'use client';

import type { Cell } from '@/components/map/cells';
import { MapGrid } from '@/components/map/map-grid';
import { Ramp } from '@/components/map/ramp';
import { probability } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import type { StreamReadings } from '@/lib/measure/stream';
import type { MapKind } from './address';
import { endOf, KINDS, lookOf, widthsOf } from './looks';
import { StreamTable } from './stream-table';

/** The residual stream of a text as a layer x token map. */
export function StreamMap({
  name,
  stream,
  kind,
  most,
  table,
  cell,
  stray,
  onSelect,
  children,
}: {
  /** Accessible name, and the heading. */
  name: string;
  stream: StreamReadings;
  kind: MapKind;
  /** End of the scale. */
  most: number;
  table: boolean;
  cell: Cell;
  /** A site that the address names and this text does not have. */
  stray: Cell | null;
  onSelect: (cell: Cell) => void;
  /** Controls of the map, in its head. */
  children?: React.ReactNode;
}) {
  const { layers, tokens, sites, next } = stream;
  return (
    <section className="section maps" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <span className="caption">
          goes on with <span className="mono strong">{visibleToken(next.output)}</span>{' '}
          {probability(next.top[0]?.probability ?? 0)}
        </span>
        {children}
      </header>
      {table ? null : (
        <div className="map-legend">
          <span className="caption">{KINDS[kind].meaning}</span>
          <Ramp end={endOf(kind, most)} unit={KINDS[kind].unit} />
        </div>
      )}
      {stray ? (
        <p className="note stray">
          This text has no layer {stray.layer} at token {stray.position + 1}. Another site is chosen.
        </p>
      ) : null}
      {table ? (
        <StreamTable name={name} stream={stream} />
      ) : (
        <MapGrid
          name={name}
          layers={layers}
          tokens={tokens}
          widths={widthsOf(kind, stream)}
          fitted
          selected={cell}
          onSelect={onSelect}
          look={({ layer, position }) => {
            const { style, text, label } = lookOf(kind, sites[layer]![position]!, most);
            return { style, label, content: <span className="whole">{text}</span> };
          }}
        />
      )}
      <p className="visually-hidden" role="status">
        {`${name}: layer ${cell.layer} at ${visibleToken(tokens[cell.position]!)}, the lens reads ${outputWord(
          sites[cell.layer]![cell.position]!.lens.output,
        )}.`}
      </p>
    </section>
  );
}

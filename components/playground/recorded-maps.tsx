'use client';

import type { OpeningFile } from '@/lib/measure/opening-file';
import { largest } from './looks';
import { MapControls } from './map-controls';
import { SitePanel } from './site-panel';
import { chosenSite } from './sites';
import { StreamMap } from './stream-map';
import type { Address } from './use-address';
import { FIRST, SECOND } from './words';

const TEXTS = [
  { which: 'first', name: FIRST },
  { which: 'second', name: SECOND },
] as const;

/** The maps of the texts that the playground opens with, as they are on record: to be read, while there are no vectors to put elsewhere. */
export function RecordedMaps({ opening, address }: { opening: OpeningFile; address: Address }) {
  const { map, table, select, cells } = address;
  const most = largest(map, [opening.first, opening.second]);
  return TEXTS.map(({ which, name }) => {
    const stream = opening[which];
    const { cell, stray } = chosenSite(stream, cells[which]);
    return (
      <div key={which} className="columns map-and-panel playground">
        <StreamMap
          {...{ name, stream, kind: map, most, table, cell, stray }}
          onSelect={(chosen) => select(which, chosen)}
        >
          {which === 'first' ? <MapControls address={address} /> : null}
        </StreamMap>
        <aside className="split" aria-label={`Site of the ${which} text`}>
          <SitePanel name={`Chosen site of the ${which} text`} chosen={{ stream, cell }} />
        </aside>
      </div>
    );
  });
}

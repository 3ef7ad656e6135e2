import { TableToggle } from '@/components/ui/table-toggle';
import { useKeys } from '@/components/ui/use-keys';
import { MAP_KINDS } from './address';
import { KINDS } from './looks';
import type { Address } from './use-address';
import { FIRST, SECOND } from './words';

const focusMap = (name: string) =>
  document.querySelector<HTMLElement>(`[data-map="${name}"] [data-cell][tabindex="0"]`)?.focus();

/** What both maps are coloured by, and whether they are tables; by keys as well. */
export function MapControls({
  address: { map, table, setMap, toggleTable },
}: {
  address: Pick<Address, 'map' | 'table' | 'setMap' | 'toggleTable'>;
}) {
  useKeys({
    '1': () => focusMap(FIRST),
    '2': () => focusMap(SECOND),
    m: () => setMap(MAP_KINDS[(MAP_KINDS.indexOf(map) + 1) % MAP_KINDS.length]!),
    t: toggleTable,
  });
  return (
    <span className="end map-controls">
      <span className="segments" role="group" aria-label="Kind of map">
        {MAP_KINDS.map((one) => (
          <button key={one} type="button" aria-pressed={one === map} onClick={() => setMap(one)}>
            {KINDS[one].name}
          </button>
        ))}
      </span>
      <TableToggle table={table} toggle={toggleTable} drawn="map" />
    </span>
  );
}

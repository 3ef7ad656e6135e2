import { IntervalRow } from '@/components/charts/interval-row';
import { count, percent } from '@/components/format/number';
import { outside } from '@/lib/measure/capabilities/bounds';
import { interval } from '@/lib/measure/proportion';
import type { Capability } from '@/lib/schemas';
import { capabilitySections, type CapabilitySection, type Counted } from './capability-rows';

/** What a target can do, each share on its 95% interval, with a mark where it is outside the bounds set for it. */
export function Capabilities({ capabilities }: { capabilities: readonly Capability[] }) {
  return capabilitySections(capabilities).map((section) => (
    <CapabilityTable key={section.name} {...section} />
  ));
}

function CapabilityTable({ name, meaning, columns, rows }: CapabilitySection) {
  return (
    <section className="section" aria-label={name}>
      <header>
        <h3>{name}</h3>
        <span className="caption">{meaning}; share in %, 95% interval</span>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label={`${name}, table`}>
        <table className="table capability-table">
          <thead>
            <tr>
              <th scope="col">asked</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column === 'all' ? 'right' : column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, by }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {columns.map((column) => (
                  <td key={column}>{by[column] ? <Share {...by[column]} /> : null}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Share(capability: Counted) {
  const { right, n, chance } = capability;
  const [low, high] = interval(right, n);
  const why = outside(capability);
  const words = `${percent(low)} to ${percent(high)}, ${count(n)} trials`;
  return (
    <span className="share" title={why ? `${words}; ${why}` : words}>
      <IntervalRow
        role="rule"
        value={right / n}
        low={low}
        high={high}
        from={0}
        to={1}
        guide={chance}
        guideColour="var(--ink-3)"
      />
      <span className={why ? 'number strong' : 'number'}>
        {percent(right / n)}
        {why ? (
          <span className="mark" aria-label={`, ${why}`}>
            {' '}
            !
          </span>
        ) : null}
      </span>
    </span>
  );
}

import { tickLabel } from '@/components/format/number';
import { placeOn, type Axis } from './axis';

/** The labels under an axis. */
export function Ticks({ axis, label }: { axis: Axis; label: (tick: number) => string }) {
  const left = placeOn(axis);
  return (
    <span className="ticks">
      {axis.ticks.map((tick) => (
        <span key={tick} style={{ left: left(tick) }}>
          {tickLabel(label(tick))}
        </span>
      ))}
    </span>
  );
}

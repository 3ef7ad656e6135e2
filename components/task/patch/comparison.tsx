import { count, nats } from '@/components/format/number';
import { Live } from '@/components/ui/badge';
import type { Sweep } from '@/lib/task/patch/body';
import type { Provider } from '@/lib/words';
import { compareSweeps } from './agreement';

/** How a map measured in a browser compares with its record. */
export function Comparison({
  recorded,
  measured,
  provider,
  at,
}: {
  recorded: Sweep;
  measured: Sweep;
  provider: Provider | null;
  /** When it was measured, if that was when a link was made. */
  at: string | null;
}) {
  const agreement = compareSweeps(recorded, measured);
  return (
    <p className="live-line" role="status">
      {provider ? <Live provider={provider} at={at ?? undefined} /> : null}
      <span className="caption">
        {agreement
          ? `${agreement.same === agreement.cells ? `all ${count(agreement.cells)}` : `${count(agreement.same)} of ${count(agreement.cells)}`} cells agree with the record; effects differ by at most ${nats(agreement.difference, 4)} nats`
          : 'measured on other tokens than the record; the two cannot be compared'}
      </span>
    </p>
  );
}

import { count, nats } from '@/components/format/number';
import { Live } from '@/components/ui/badge';
import type { Attribution } from '@/lib/task/ablate/body';
import type { Provider } from '@/lib/words';
import { compareAttributions } from './attribution';

/** How an attribution measured in a browser compares with its record. */
export function Comparison({
  recorded,
  measured,
  provider,
  at,
}: {
  recorded: Attribution;
  measured: Attribution;
  provider: Provider | null;
  /** When it was measured, if that was when a link was made. */
  at: string | null;
}) {
  const agreement = compareAttributions(recorded, measured);
  return (
    <p className="live-line" role="status">
      {provider ? <Live provider={provider} at={at ?? undefined} /> : null}
      <span className="caption">
        {agreement
          ? `${agreement.same === agreement.removals ? `all ${count(agreement.removals)}` : `${count(agreement.same)} of ${count(agreement.removals)}`} answers without a part agree with the record; effects differ by at most ${nats(agreement.difference, 4)} nats`
          : 'measured on other tokens than the record; the two cannot be compared'}
      </span>
    </p>
  );
}

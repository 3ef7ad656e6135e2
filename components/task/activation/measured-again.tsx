import { Live as LiveBadge } from '@/components/ui/badge';
import type { ActivationTruth } from '@/lib/task/activation/body';
import type { Live } from './use-live';
import { outcomeWords } from './words';

/** How what was measured in this browser compares with the record. */
export function MeasuredAgain({
  recorded,
  measured,
}: {
  recorded: ActivationTruth;
  measured: NonNullable<Live['measuring']['found']>;
}) {
  const words = outcomeWords(measured.truth);
  return (
    <p className="live-line" role="status">
      <LiveBadge provider={measured.provider} />
      <span className="caption">
        {words === outcomeWords(recorded)
          ? `${words} here, too, as on record`
          : `${words} here; on record is ${outcomeWords(recorded)}`}
      </span>
    </p>
  );
}

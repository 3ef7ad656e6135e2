import { exportPath } from '@/lib/api/paths';
import type { ModelId } from '@/lib/words';

const FORMATS = [
  { format: 'ndjson', name: 'JSON lines', holds: 'each question on a line, with what was measured and said' },
  { format: 'csv', name: 'CSV', holds: 'titles, facets, outcomes and verdicts' },
] as const;

/** The questions that the list counts, all of them, as a file. */
export function ExportLinks({
  task,
  targetId,
  query,
  counted,
}: {
  task: string;
  targetId: ModelId;
  /** Filters of the list. */
  query: string;
  /** How many there are, in words. */
  counted: string;
}) {
  return (
    <p className="export">
      Export{' '}
      {FORMATS.map(({ format, name, holds }) => {
        const asked = new URLSearchParams(query);
        asked.set('target', targetId);
        asked.set('task', task);
        asked.set('format', format);
        return (
          <a
            key={format}
            href={exportPath(asked)}
            title={holds}
            aria-label={`Export ${counted} as ${name}: ${holds}`}
          >
            {name}
          </a>
        );
      })}
    </p>
  );
}

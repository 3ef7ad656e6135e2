'use client';

import { bytes, count } from '@/components/format/number';
import { ProviderBadge } from '@/components/ui/badge';
import { StateBlock } from '@/components/ui/state';
import type { Provider } from '@/lib/words';
import { useProgress, type Progress } from './progress';
import type { Work } from './use-work';

/**
 * What live work is doing, with a way to stop it; what went wrong, with one action; else `children`, which say what it
 * brought.
 */
export function LiveBar({
  work,
  provider,
  hasRecord,
  children,
}: {
  work: Work;
  provider: Provider | null;
  /** Recorded values stand beside the live ones. */
  hasRecord: boolean;
  children?: React.ReactNode;
}) {
  if (work.busy) return <Running work={work} provider={provider} />;
  if (!work.error) return children;
  return (
    <StateBlock
      caution
      title="The live measurement stopped"
      action={
        <button type="button" className="button" onClick={work.retry}>
          Try again
        </button>
      }
    >
      <p>{work.error.message}</p>
      {hasRecord ? <p className="caption">The recorded values are unchanged.</p> : null}
    </StateBlock>
  );
}

function Running({ work, provider }: { work: Work; provider: Provider | null }) {
  const progress = useProgress(work.progress);
  const share = progress?.total ? progress.done / progress.total : null;
  return (
    <div className="live-bar">
      <p className="progress-line">
        <span>
          {provider ? <ProviderBadge provider={provider} /> : null}{' '}
          {progress?.kind === 'loading' ? (
            <>
              loading <span className="mono">{progress.what}</span>
            </>
          ) : (
            progress?.what
          )}
        </span>
        <span className="number">{progress ? figures(progress) : ''}</span>
      </p>
      <div
        className="progress"
        role="progressbar"
        aria-label="live work"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <i style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <button type="button" className="button" onClick={work.cancel}>
        Cancel
      </button>
    </div>
  );
}

function figures({ kind, done, total }: Progress): string {
  const write = kind === 'loading' ? bytes : count;
  if (total !== null) return `${write(done)} of ${write(total)}`;
  return kind === 'loading' ? write(done) : '';
}

'use client';

import { bytes, count, nats } from '@/components/format/number';
import { Live, ProviderBadge } from '@/components/ui/badge';
import { StateBlock } from '@/components/ui/state';
import type { Sweep } from '@/lib/task/patch/body';
import { compareSweeps } from './agreement';
import { ParityNote } from './parity-note';
import type { LivePatch } from './types';

/** What live work is doing, with a way to stop it; what went wrong, with one action; how it compares with the record. */
export function LiveBar({ live, recorded }: { live: LivePatch; recorded: Sweep | null }) {
  const { phase } = live;
  switch (phase.kind) {
    case 'loading':
      return (
        <Progress
          live={live}
          what={
            <>
              loading <span className="mono">{phase.what}</span>
            </>
          }
          figures={
            phase.total === null ? bytes(phase.loaded) : `${bytes(phase.loaded)} of ${bytes(phase.total)}`
          }
          share={phase.total ? phase.loaded / phase.total : null}
        />
      );
    case 'running':
      return (
        <Progress
          live={live}
          what={phase.what}
          figures={phase.total === null ? '' : `${count(phase.done)} of ${count(phase.total)}`}
          share={phase.total ? phase.done / phase.total : null}
        />
      );
    case 'failed':
      return (
        <StateBlock
          caution
          title="The live measurement stopped"
          action={
            <button type="button" className="btn" onClick={live.retry}>
              Try again
            </button>
          }
        >
          <p>{phase.message}</p>
          {recorded ? <p className="cap">Recorded values stay as they are.</p> : null}
        </StateBlock>
      );
    case 'idle':
      return (
        <>
          {recorded && live.sweep ? <Comparison live={live} recorded={recorded} sweep={live.sweep} /> : null}
          {live.checkable ? <ParityNote target={live.checkable} /> : null}
        </>
      );
  }
}

function Progress({
  live,
  what,
  figures,
  share,
}: {
  live: LivePatch;
  what: React.ReactNode;
  figures: string;
  share: number | null;
}) {
  return (
    <div className="live-bar">
      <p className="row2">
        <span>
          {live.provider ? <ProviderBadge provider={live.provider} /> : null} {what}
        </span>
        <span className="num">{figures}</span>
      </p>
      <div
        className="prog"
        role="progressbar"
        aria-label="live work"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <i style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <button type="button" className="btn" onClick={live.cancel}>
        Cancel
      </button>
    </div>
  );
}

function Comparison({ live, recorded, sweep }: { live: LivePatch; recorded: Sweep; sweep: Sweep }) {
  const agreement = compareSweeps(recorded, sweep);
  return (
    <p className="live-line" role="status">
      {live.provider ? <Live provider={live.provider} at={live.recordedAt ?? undefined} /> : null}
      <span className="cap">
        {agreement
          ? `${agreement.same === agreement.cells ? `all ${count(agreement.cells)}` : `${count(agreement.same)} of ${count(agreement.cells)}`} cells say what the record says; effects differ by at most ${nats(agreement.difference, 4)} nats`
          : 'measured on other tokens than the record; the two cannot be compared'}
      </span>
    </p>
  );
}

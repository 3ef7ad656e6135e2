'use client';

import { bytes } from '@/components/format/number';
import { Icon } from '@/components/ui/icon';
import type { LivePatch } from './types';

/** What a button costs: bytes while something has to be fetched, else where it runs. */
export function costWords(live: LivePatch, toFetch: number): string {
  if (toFetch > 0) return bytes(toFetch);
  return live.provider ? `on ${live.provider}` : '';
}

/** A button that starts live work and says its cost. */
export function LiveButton({
  live,
  toFetch,
  onClick,
  primary = false,
  children,
}: {
  live: LivePatch;
  toFetch: number;
  onClick: () => void;
  primary?: boolean;
  children: React.ReactNode;
}) {
  const busy = live.phase.kind === 'loading' || live.phase.kind === 'running';
  return (
    <button type="button" className={primary ? 'btn primary' : 'btn'} onClick={onClick} disabled={busy}>
      <Icon name="play" />
      {children} <span className="cap">{costWords(live, toFetch)}</span>
    </button>
  );
}

/** Under the measured map: measure it again, and have self predict all of it. */
export function MapActions({ live, again }: { live: LivePatch; again: boolean }) {
  if (!live.measurable) return null;
  return (
    <div className="live-actions">
      {again ? (
        <LiveButton live={live} toFetch={live.cost.measure} onClick={live.measure}>
          Measure again live
        </LiveButton>
      ) : null}
      {live.roles.includes('self') ? (
        <LiveButton live={live} toFetch={live.cost.askEvery} onClick={live.askEvery}>
          Ask self about every cell
        </LiveButton>
      ) : null}
    </div>
  );
}

export const canAsk = (live: LivePatch): boolean => live.measurable && live.roles.length > 0;

/** In the panel: ask every explainer about the chosen cell. */
export function AskAction({ live, onAsk, again }: { live: LivePatch; onAsk: () => void; again: boolean }) {
  return (
    <LiveButton live={live} toFetch={live.cost.ask} onClick={onAsk}>
      {again ? 'Ask again live' : 'Ask live'}
    </LiveButton>
  );
}

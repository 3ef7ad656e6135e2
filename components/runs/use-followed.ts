'use client';

import { useEffect, useState } from 'react';
import type { FollowedPoint } from '@/lib/runs/record';
import type { Told } from '@/lib/runs/follow';

/** A run as it is followed: its points so far, and whether news come. */
export interface Followed {
  points: readonly FollowedPoint[];
  told: Pick<Told, 'step' | 'millisecondsPerStep' | 'state'> | null;
  /** `paused` while the tab is hidden; `away` while the server does not answer, which is tried again. */
  connection: 'open' | 'paused' | 'away' | 'ended';
}

const NONE: Followed = { points: [], told: null, connection: 'away' };

/**
 * Follows a run by server-sent events. It goes on by itself after a connection was lost, and rests while nobody looks at the tab: what was
 * missed comes then.
 */
export function useFollowed(events: string): Followed {
  const [followed, setFollowed] = useState(NONE);
  useEffect(() => {
    let source: EventSource | null = null;
    let over = false;
    const tell = (told: Told, ended: boolean) =>
      setFollowed(({ points }) => ({
        points: withPoints(points, told.points),
        told,
        connection: ended ? 'ended' : 'open',
      }));
    const connection = (now: Followed['connection']) =>
      setFollowed((before) => (before.connection === 'ended' ? before : { ...before, connection: now }));
    const close = () => {
      source?.close();
      source = null;
    };
    const look = () => {
      if (over) return;
      if (document.hidden) {
        close();
        connection('paused');
        return;
      }
      if (source) return;
      source = new EventSource(events);
      source.addEventListener('told', ({ data }) => tell(JSON.parse(data as string) as Told, false));
      source.addEventListener('end', ({ data }) => {
        over = true;
        close();
        tell(JSON.parse(data as string) as Told, true);
      });
      source.addEventListener('error', () => connection('away'));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      close();
    };
  }, [events]);
  return followed;
}

/** Points with those that came, each once, by step. */
export function withPoints(
  known: readonly FollowedPoint[],
  came: readonly FollowedPoint[],
): readonly FollowedPoint[] {
  if (came.length === 0) return known;
  const all = new Map([...known, ...came].map((point) => [`${point.name} ${point.step}`, point]));
  return [...all.values()].sort((a, b) => a.step - b.step);
}

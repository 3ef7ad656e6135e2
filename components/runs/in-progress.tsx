'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { withQueries } from '@/components/query/with-queries';
import { fetchAnswer } from '@/lib/api/fetch-answer';
import { followPath, RUNNING_API } from '@/lib/api/paths';
import type { FollowedRun } from '@/lib/runs/record';
import { Steps } from './steps';

/** Time between two looks at how far they are; each run has a page that is told at once. */
const LOOK_MS = 5000;

/** Runs that go on, or were cut off, on this machine; nothing where there are none. */
export const InProgress = withQueries(function InProgress() {
  const { data } = useQuery({
    queryKey: ['running'],
    queryFn: async ({ signal }) => (await fetchAnswer<{ runs: FollowedRun[] }>(RUNNING_API, signal)).runs,
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
  const open = data?.filter(({ state }) => state !== 'finished') ?? [];
  if (open.length === 0) return null;
  return (
    <section className="section" aria-labelledby="in-progress">
      <header>
        <h2 id="in-progress">On this machine</h2>
        <span className="caption">not in the store yet; each can be followed as it goes on</span>
      </header>
      <ul className="in-progress">
        {open.map((run) => (
          <li key={run.subjectId}>
            <Link className="mono" href={followPath(run.subjectId)} prefetch={false}>
              {run.subjectId}
            </Link>
            <Steps run={run} />
          </li>
        ))}
      </ul>
    </section>
  );
});

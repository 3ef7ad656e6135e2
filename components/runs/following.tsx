'use client';

import { count, nats } from '@/components/format/number';
import { ItemHead } from '@/components/item/item-head';
import { minute } from '@/components/ui/badge';
import { RUNS_PATH, runEventsPath } from '@/lib/api/paths';
import type { FollowedRun } from '@/lib/runs/record';
import { LossChart, lossSeries } from './loss-chart';
import { STATE_WORDS, Steps } from './steps';
import { useFollowed, type Followed } from './use-followed';
import { LOSSES } from './words';

const CONNECTION: Record<Followed['connection'], string | null> = {
  open: null,
  paused: 'rests while this tab is hidden',
  away: 'the server does not answer; trying again',
  ended: null,
};

/** A run on this machine as it goes on: its losses so far, how far it is, and the command that it was begun with. */
export function Following({ run }: { run: FollowedRun }) {
  const { points, told, connection } = useFollowed(runEventsPath(run.subjectId));
  const now: FollowedRun = { ...run, ...told };
  const losses = lossSeries(points, LOSSES);
  const wrong = lossSeries(points, ['heldOutWrong']).map((series) => ({ ...series, name: 'wrong' }));
  return (
    <>
      <ItemHead
        crumbs={[
          { text: 'Runs', href: RUNS_PATH },
          { text: run.subjectId, mono: true },
        ]}
        title={
          <>
            Run of <span className="mono">{run.subjectId}</span>
          </>
        }
        badge={<Steps run={now} />}
        caption={CONNECTION[connection] ?? `begun ${minute(run.startedAt)}`}
      />
      <section className="section" aria-labelledby="loss">
        <header>
          <h2 id="loss">Loss</h2>
        </header>
        {losses.length > 0 ? (
          <LossChart
            series={losses}
            log
            steps={run.steps}
            label={`Losses of ${run.subjectId}, as it is trained`}
          />
        ) : (
          <p className="muted">The first point is the mean of 25 steps; it comes with step 25.</p>
        )}
      </section>
      {wrong.length > 0 ? (
        <section className="section" aria-labelledby="wrong">
          <header>
            <h2 id="wrong">Answered wrong</h2>
            <span className="caption">of the validation questions, greedy</span>
          </header>
          <LossChart
            series={wrong}
            log={false}
            steps={run.steps}
            label="Share of validation questions answered wrong"
            caption="share by step"
          />
        </section>
      ) : null}
      <section className="section" aria-label="Reproduce">
        <header>
          <h2>Reproduce</h2>
        </header>
        <code className="command">{run.command}</code>
        <p className="caption" aria-live="polite">
          {now.state === 'running'
            ? `step ${count(now.step)} of ${count(now.steps)}`
            : `the run is ${STATE_WORDS[now.state]} at step ${count(now.step)}`}
          {losses[0] ? `, training loss ${nats(losses[0].points.at(-1)!.value)}` : ''}
        </p>
      </section>
    </>
  );
}

import { count, percent } from '@/components/format/number';
import type { FollowedRun, RunState } from '@/lib/runs/record';

export const STATE_WORDS: Record<RunState, string> = {
  running: 'running',
  finished: 'finished',
  stopped: 'stopped; it goes on with --resume',
  silent: 'silent: it writes no more and did not end; it goes on with --resume',
};

/** Time that is left, as a reader needs it: `3 h 20 min`, `12 min`, `less than a minute`. */
export function timeLeft(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How far a run is: a bar, its steps, what is left of the time. */
export function Steps({ run }: { run: FollowedRun }) {
  const { step, steps, state, millisecondsPerStep } = run;
  const left =
    state === 'running' && millisecondsPerStep !== null ? (steps - step) * millisecondsPerStep : null;
  return (
    <span className="run-steps">
      <progress max={steps} value={step} aria-label={`step ${count(step)} of ${count(steps)}`} />
      <span className="caption">
        {state === 'running' ? `${percent(step / steps)}% of ${count(steps)} steps` : STATE_WORDS[state]}
        {left === null ? '' : `, ${timeLeft(left)} left`}
      </span>
    </span>
  );
}

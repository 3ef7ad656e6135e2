import type { LiveSetup } from '@/components/live/setup';
import { isImported } from '@/lib/imported-path';
import { allTasks } from '@/lib/task/tasks';

/** That nobody can be asked what a vector holds, and how that is changed. */
export function NoExplainer({ target, setup }: { target: string; setup: LiveSetup }) {
  // A task that asks about a vector as it stands: it has a question where nothing was put anywhere.
  const probe = { text: '', tokens: [''], layer: 0, position: 0, next: { output: '', top: [] } };
  const task = allTasks().find(({ ofVector }) => ofVector?.(probe, null));
  return (
    <p className="caption">
      No explainer that says what a vector of {setup.target?.folder?.need.folder ?? target} holds is shipped
      here.
      {task && !setup.target?.folder ? (
        <>
          {' '}
          <code>
            npm run lab -- train {target} self --task {task.id}
          </code>{' '}
          trains one;{' '}
          {setup.target && isImported(setup.target) ? (
            <>
              <code>lab import explainer</code> brings it here.
            </>
          ) : (
            <>
              <code>lab evaluate</code> and <code>lab bundle</code> bring it here.
            </>
          )}
        </>
      ) : null}
      {setup.explainers.length > 0
        ? ' Those of other questions can be asked below, once the vector is put into the second text.'
        : null}
    </p>
  );
}

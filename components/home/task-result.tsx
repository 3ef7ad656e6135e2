import type { AnyView } from '@/components/task/view';
import { Term } from '@/components/glossary/term';
import { Measured } from '@/components/ui/badge';
import { PointedLink } from '@/components/ui/pointed-link';
import { StateBlock } from '@/components/ui/state';
import { homePath } from '@/lib/api/paths';
import type { ModelRecord } from '@/lib/store/records';
import { columnsOf, headlineOf } from './columns';
import { DifferencePlot } from './difference-plot';
import { finding } from './finding';
import type { TargetResult } from './result';
import { ScalingChart } from './scaling-chart';
import { ScorePlot, ScoreTable } from './score-plot';

/** The result of a task for one target, with the swap under it: scores, the finding in words, differences, scaling. */
export function TaskResult({
  view,
  target,
  targets,
  results,
  again = false,
}: {
  view: AnyView;
  target: ModelRecord;
  targets: ModelRecord[];
  /** Of every target that has one. */
  results: TargetResult[];
  /** Another task was asked about above, with the switch of targets. */
  again?: boolean;
}) {
  const result = results.find(({ targetId }) => targetId === target.id);
  const columns = columnsOf(view);
  const { label } = headlineOf(view);
  const run = result?.self.explainer.runId;
  return (
    <section className="section">
      <header>
        <h2>
          {again
            ? `The same about ${view.items}`
            : 'Does a model explain itself better than others explain it?'}
        </h2>
        <span className="caption">
          {view.name.toLowerCase()} of <span className="mono">{target.name}</span>, held-out items,{' '}
          {again ? '95% intervals' : <Term of="interval">95% intervals</Term>}
        </span>
        {run ? (
          <span className="end">
            <Measured what="run" hash={run} />
          </span>
        ) : null}
      </header>
      {targets.length > 1 && !again ? (
        <nav className="segments targets" aria-label="Target of the result">
          {targets.map(({ id, name }) => (
            <PointedLink key={id} href={homePath(id)} aria-current={id === target.id} scroll={false}>
              {name}
            </PointedLink>
          ))}
        </nav>
      ) : null}
      {result ? (
        <>
          <ScorePlot result={result} columns={columns} items={view.items} explains={!again} />
          <p className="note">{finding(result, view)}</p>
          <ScoreTable result={result} columns={columns} items={view.items} />
        </>
      ) : (
        <StateBlock title="Not evaluated yet">
          <p>
            The store has no evaluation of an explainer of <span className="mono">{target.name}</span> on
            held-out items.
          </p>
        </StateBlock>
      )}
      <div className="pairs">
        {results.length > 0 ? (
          <section>
            <header>
              <h3>Self minus the rest{results.length > 1 ? ', both ways round' : ''}</h3>
              <span className="caption">{label}, points, same items, paired bootstrap</span>
            </header>
            <DifferencePlot results={results} />
          </section>
        ) : null}
        {result && result.scaling.length > 0 ? (
          <section>
            <header>
              <h3>With more examples</h3>
              <span className="caption">{label}, %</span>
            </header>
            <ScalingChart result={result} name={label} />
          </section>
        ) : null}
      </div>
    </section>
  );
}

import { DifferencePlot } from '@/components/home/difference-plot';
import { finding } from '@/components/home/finding';
import type { TargetResult } from '@/components/home/result';
import { ScorePlot } from '@/components/home/score-plot';
import type { AnyView } from '@/components/task/view';
import type { Metric } from '@/lib/task/task';

/** Everyone's scores on one target and task, self minus each of the rest, and what that says in words. */
export function CompareEmbed({
  result,
  view,
  metric,
}: {
  result: TargetResult;
  view: AnyView;
  metric: Metric;
}) {
  const { id, label, unit, meaning } = metric;
  return (
    <>
      <section className="section">
        <header>
          <h2>Everyone on the same items</h2>
        </header>
        <ScorePlot
          result={result}
          columns={[{ metric: id, name: label, unit, meaning }]}
          items={view.items}
        />
      </section>
      <section className="section">
        <header>
          <h2>Self minus the rest</h2>
          <span className="caption">points, same items, paired bootstrap</span>
        </header>
        <DifferencePlot results={[{ ...result, headline: id }]} />
      </section>
      {metric.headline ? <p className="note">{finding(result, view)}</p> : null}
    </>
  );
}

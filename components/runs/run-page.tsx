import Link from 'next/link';
import { Term } from '@/components/glossary/term';
import { ItemHead } from '@/components/item/item-head';
import { SharePage } from '@/components/item/share-page';
import { Curves } from '@/components/model/curves';
import { minute } from '@/components/ui/badge';
import { runPath, RUNS_PATH } from '@/lib/api/paths';
import type { RunWithPoints } from '@/lib/store';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { Made } from './made';
import { LossChart, lossSeries } from './loss-chart';
import { RunFactsOf } from './run-facts-of';
import { RunScores } from './run-scores';
import type { RunRow } from './run-table';
import { lineWords, LOSSES, madeWords } from './words';

type Drawn = RunRow & { run: RunWithPoints };

/** A run: its losses, those of runs beside it, how what it made was scored, and all that repeats it. */
export function RunPage({
  made,
  beside,
  others,
  unknown,
  log,
  scores,
}: {
  made: Drawn;
  beside: readonly Drawn[];
  /** Runs that can stand beside it. */
  others: readonly RunRow[];
  /** Ids that the address names and nobody has. */
  unknown: readonly string[];
  log: boolean;
  scores: { explainers: readonly ExplainerRecord[]; evaluations: readonly EvaluationRecord[] } | null;
}) {
  const { run, model, explainer } = made;
  const words = madeWords(run, model, explainer);
  const series = [
    ...lossSeries(run.points, LOSSES),
    ...beside.flatMap((other) =>
      lossSeries(other.run.points, ['loss'], lineWords(other.run, other.model, other.explainer)),
    ),
  ];
  const rest = run.points.filter(({ name }) => !(LOSSES as readonly string[]).includes(name));
  return (
    <>
      <ItemHead
        crumbs={[
          { text: 'Runs', href: RUNS_PATH },
          { text: run.id, mono: true },
        ]}
        title={
          <>
            Run <span className="mono">{run.id}</span>
          </>
        }
        badge={<Made {...made} />}
        caption={`finished ${minute(run.createdAt)}`}
        copy={
          <SharePage
            page="run"
            id={run.id}
            query={runPath(run.id, { beside: beside.map((other) => other.run.id), log }).split('?')[1] ?? ''}
            summary="The run, with the runs beside it."
          />
        }
      />
      <div className="model-grid">
        <div>
          <section className="section" aria-labelledby="loss">
            <header>
              <h2 id="loss">
                <Term of="loss">Loss</Term>
              </h2>
              <Beside run={run} beside={beside} others={others} log={log} />
              <nav className="segments" aria-label="Scale of the losses">
                {[false, true].map((isLog) => (
                  <Link
                    key={String(isLog)}
                    href={runPath(run.id, { beside: beside.map((other) => other.run.id), log: isLog })}
                    aria-current={log === isLog ? 'true' : undefined}
                    scroll={false}
                  >
                    {isLog ? 'log' : 'linear'}
                  </Link>
                ))}
              </nav>
            </header>
            {unknown.length > 0 ? (
              <p className="note stray">There is no run {unknown.join(', ')} to stand beside this one.</p>
            ) : null}
            {series.length > 0 ? (
              <LossChart
                series={series}
                log={log}
                label={`Losses of ${words}${beside.length > 0 ? `, beside ${beside.length} other runs` : ''}`}
              />
            ) : (
              <p className="muted">No curve of this run was kept.</p>
            )}
            {rest.length > 0 ? <Curves points={rest} /> : null}
          </section>
          {scores && explainer ? <RunScores {...scores} explainer={explainer} /> : null}
        </div>
        <div>
          <RunFactsOf run={run} explainer={explainer} />
        </div>
      </div>
    </>
  );
}

/** Which runs stand beside: each can be taken away, and one more put there. */
function Beside({
  run,
  beside,
  others,
  log,
}: {
  run: RunWithPoints;
  beside: readonly Drawn[];
  others: readonly RunRow[];
  log: boolean;
}) {
  const ids = beside.map((other) => other.run.id);
  const rest = others.filter((other) => !ids.includes(other.run.id));
  return (
    <details className="beside end">
      <summary>{ids.length > 0 ? `${ids.length} beside it` : 'beside another run'}</summary>
      <ul>
        {beside.map((other) => (
          <li key={other.run.id}>
            <Link
              href={runPath(run.id, { beside: ids.filter((id) => id !== other.run.id), log })}
              scroll={false}
            >
              without {madeWords(other.run, other.model, other.explainer)}
            </Link>
          </li>
        ))}
        {rest.map((other) => (
          <li key={other.run.id}>
            <Link href={runPath(run.id, { beside: [...ids, other.run.id], log })} scroll={false}>
              {madeWords(other.run, other.model, other.explainer)}{' '}
              <span className="mono caption">{other.run.id}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

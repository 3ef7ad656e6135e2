import { DifferencePlot } from '@/components/home/difference-plot';
import { EmptyStore } from '@/components/home/empty-store';
import { finding } from '@/components/home/finding';
import { PatchingDoor } from '@/components/home/patching-door';
import { ScalingChart } from '@/components/home/scaling-chart';
import { ScorePlot, ScoreTable } from '@/components/home/score-plot';
import { WorthALook } from '@/components/home/worth-a-look';
import { Measured } from '@/components/ui/badge';
import { PointedLink } from '@/components/ui/pointed-link';
import { StateBlock } from '@/components/ui/state';
import { loadDoor, loadLooks, loadResults } from './_data/home';
import { loadModels } from './_data/target';
import '@/components/home/home.css';

export const dynamic = 'force-dynamic';

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const [{ target: wanted }, models, results] = await Promise.all([
    searchParams,
    loadModels(),
    loadResults(),
  ]);
  const target = models.find(({ id }) => id === wanted) ?? models[0];
  if (!target) return <EmptyStore />;

  const [door, looks] = await Promise.all([loadDoor(target.id), loadLooks(target.id)]);
  const result = results.find(({ targetId }) => targetId === target.id);
  return (
    <>
      <section className="hero">
        <h1>
          <span>Language models can be trained to explain their own computations.</span>{' '}
          <span>Mirrorscope puts each explanation next to what really happens when it is measured.</span>
        </h1>
      </section>
      {door ? <PatchingDoor door={door} /> : null}
      <div className="cols two">
        <section className="sec">
          <header>
            <h2>Does a model explain itself better than others explain it?</h2>
            <span className="cap">
              target <span className="mono">{target.name}</span>, held-out items, 95% intervals
            </span>
            {result?.runId ? (
              <span className="end">
                <Measured what="run" hash={result.runId} />
              </span>
            ) : null}
          </header>
          {models.length > 1 ? (
            <nav className="seg targets" aria-label="Target of the result">
              {models.map(({ id, name }) => (
                <PointedLink
                  key={id}
                  href={`/?target=${encodeURIComponent(id)}`}
                  aria-current={id === target.id}
                  scroll={false}
                >
                  {name}
                </PointedLink>
              ))}
            </nav>
          ) : null}
          {result ? (
            <>
              <ScorePlot result={result} />
              <p className="note">{finding(result)}</p>
              <ScoreTable result={result} />
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
                  <h3>Self minus the rest, both ways round</h3>
                  <span className="cap">exact match, points, same items, paired bootstrap</span>
                </header>
                <DifferencePlot results={results} />
              </section>
            ) : null}
            {result && result.scaling.length > 0 ? (
              <section>
                <header>
                  <h3>With more examples</h3>
                  <span className="cap">exact match, %</span>
                </header>
                <ScalingChart result={result} />
              </section>
            ) : null}
          </div>
        </section>
        <section className="sec split">
          <header>
            <h2>Worth a look</h2>
            {looks.length > 0 ? (
              <span className="end">
                <a className="sm" href={`/${target.id}/patching/random?split=test`}>
                  random item
                </a>
              </span>
            ) : null}
          </header>
          {looks.length > 0 ? <WorthALook looks={looks} /> : <p className="cap">No held-out items yet.</p>}
        </section>
      </div>
    </>
  );
}

import { EmptyStore } from '@/components/home/empty-store';
import { Hero } from '@/components/home/hero';
import { TaskResult } from '@/components/home/task-result';
import { WorthALook } from '@/components/home/worth-a-look';
import { allViews } from '@/components/task/views';
import { ownPath, randomPath } from '@/lib/api/paths';
import { filterQuery } from '@/lib/api/query';
import { loadChoices } from './_data/choices';
import { HELD_OUT, loadDoor, loadLooks, loadResults } from './_data/home';
import { loadTargets } from './_data/target';
import { loadTour } from './_data/tour';
import '@/components/home/home.css';

export const dynamic = 'force-dynamic';

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const [{ target: wanted }, models] = await Promise.all([searchParams, loadTargets()]);
  const target = models.find(({ id }) => id === wanted) ?? models[0];
  if (!target) return <EmptyStore />;

  const tasks = await Promise.all(
    allViews().map(async (view) => {
      const { id } = view.task;
      const [door, results, looks] = await Promise.all([
        loadDoor(target.id, id),
        loadResults(id),
        loadLooks(target.id, id),
      ]);
      return { view, id, door, results, looks };
    }),
  );
  const [{ level }, tour] = await Promise.all([loadChoices(), loadTour(target.id)]);
  const looks = tasks.flatMap((task) => task.looks);
  // A task that nobody was scored on, and that asked this target nothing, has no result to miss.
  const shown = tasks.filter(({ door, results }) => door || results.length > 0);
  const answered = shown.length > 0 ? shown : tasks.slice(0, 1);
  const looked = tasks.find((task) => task.looks.length > 0);
  const ofReader = tasks.find(({ view }) => view.task.own);
  return (
    <>
      <Hero level={level} tour={tour} own={ofReader ? ownPath(ofReader.view.task, target.id) : null} />
      {tasks.map(({ id, door, view }) => (door ? <view.Door key={id} {...door} /> : null))}
      <div className="columns result-and-looks">
        <div>
          {answered.map(({ id, results, view }, index) => (
            <TaskResult
              key={id}
              view={view}
              target={target}
              targets={models}
              results={results}
              again={index > 0}
            />
          ))}
        </div>
        <section className="section split">
          <header>
            <h2>Worth a look</h2>
            {looked ? (
              <span className="end">
                <a
                  className="small"
                  href={randomPath(
                    looked.view.task,
                    target.id,
                    filterQuery({ facets: HELD_OUT, verdicts: [] }),
                  )}
                >
                  random item
                </a>
              </span>
            ) : null}
          </header>
          {looks.length > 0 ? (
            <WorthALook looks={looks} />
          ) : (
            <p className="caption">No held-out items yet.</p>
          )}
        </section>
      </div>
    </>
  );
}

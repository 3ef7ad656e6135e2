import { groups } from 'd3-array';
import Link from 'next/link';
import { count, percent } from '@/components/format/number';
import { intervalWords } from '@/components/home/finding';
import type { AnyView } from '@/components/task/view';
import { listPath } from '@/lib/api/paths';
import {
  bestOfAll,
  needNoExplainer,
  readerName,
  sliceName,
  slicesRead,
  type AskedFile,
  type AskedScore,
} from '@/lib/task/asked';
import type { AnyTask } from '@/lib/task/task';

/** What was measured of a target to be asked about, a row a task, with the simple reader that is right most often; all of them under it. */
export function AskedTable({
  asked,
  target,
  listed,
}: {
  asked: readonly { view: AnyView; file: AskedFile }[];
  target: string;
  /** Tasks of which questions are on record here. */
  listed: ReadonlySet<string>;
}) {
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label="What it was asked, table">
        <table className="table asked-table">
          <thead>
            <tr>
              <th scope="col">task</th>
              <th scope="col" className="number">
                for training
              </th>
              <th scope="col" className="number">
                held out
              </th>
              <th scope="col" className="number">
                cells
              </th>
              <th scope="col">simple reader right most often, %</th>
            </tr>
          </thead>
          <tbody>
            {asked.map(({ view, file }) => (
              <tr key={view.task.id}>
                <th scope="row">
                  {listed.has(view.task.id) ? (
                    <Link href={listPath(view.task, target)} prefetch={false}>
                      {view.name}
                    </Link>
                  ) : (
                    view.name
                  )}
                </th>
                <td className="number">{count(file.questions.train ?? 0)}</td>
                <td className="number">{count(file.questions.test ?? 0)}</td>
                <td className="number">{count(file.cells.length)}</td>
                <td>
                  <Best task={view.task} file={file} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked.map(({ view, file }) => (
        <details key={view.task.id} className="as-table">
          <summary>{view.name}: all simple readers</summary>
          <Readers view={view} file={file} />
        </details>
      ))}
    </>
  );
}

function Best({ task, file }: { task: AnyTask; file: AskedFile }) {
  const best = bestOfAll(file);
  return best ? (
    <>
      {readerName(task, best.reader)} <Score score={best.score} />
    </>
  ) : null;
}

/** Every reader on all held-out questions and on the slices that results are read by; what needs no explainer is said under it. */
function Readers({ view: { task, name }, file }: { view: AnyView; file: AskedFile }) {
  const read = slicesRead(task, file);
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label={`${name}: simple readers`}>
        <table className="table asked-table">
          <caption className="visually-hidden">Right, in %, with 95% intervals</caption>
          <thead>
            <tr>
              <th scope="col">reader</th>
              {read.map(({ slice, n }) => (
                <th key={slice} scope="col" className="number">
                  {sliceName(task, slice)} <span className="caption">({count(n)})</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.readers.map((reader, i) => (
              <tr key={reader}>
                <th scope="row">{readerName(task, reader)}</th>
                {read.map(({ slice, scores }) => (
                  <td key={slice} className="number">
                    <Score score={scores[i] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Easy task={task} file={file} />
    </>
  );
}

/** The kinds of question that need no explainer, by the reader who answers them. */
function Easy({ task, file }: { task: AnyTask; file: AskedFile }) {
  const easy = needNoExplainer(file);
  if (easy.length === 0)
    return <p className="asked-easy">No simple reader is right in more than 90% of any kind of question.</p>;
  return (
    <div className="asked-easy">
      Right in more than 90%, so that no explainer is needed:
      <ul>
        {groups(easy, ({ reader }) => reader).map(([reader, some]) => (
          <li key={reader}>
            {readerName(task, reader)}:{' '}
            {some
              .map(({ slice, n, value }) => `${sliceName(task, slice)} (${count(n)}; ${percent(value)}%)`)
              .join(', ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Score({ score }: { score: AskedScore | null }) {
  if (!score) return <span className="caption">none</span>;
  const [value, low, high] = score;
  return (
    <>
      {percent(value)} <span className="caption">{intervalWords({ low, high }, percent)}</span>
    </>
  );
}

import Link from 'next/link';
import { explainerWord } from '@/lib/explainer/name';
import type { AnyRows } from '@/components/task/view';
import { ExplainerName } from '@/components/ui/explainer-name';
import { VerdictMark } from '@/components/ui/verdict';
import { itemPath } from '@/lib/api/paths';
import type { ExplainerRecord } from '@/lib/store/records';
import type { ListWords } from './list-words';
import type { ListedItem } from './listed';

/** What a table of questions shows, beside what the rows of its task are. */
export interface TableProps {
  /** What the list says of its task. */
  about: ListWords;
  items: ListedItem[];
  explainers: ExplainerRecord[];
  /** Filters of the list, handed on so that the next question is the next of this list. */
  query: string;
  /** For a reader who predicts: nothing tells what was measured. */
  predicts: boolean;
}

/** Questions as rows: what is asked and measured in the cells of its task, and the verdict on every explainer. */
export function QuestionTable({
  rows,
  about,
  items,
  explainers,
  query,
  predicts,
}: TableProps & { rows: AnyRows }) {
  const columns = rows.columns.filter(({ tells }) => !predicts || !tells);
  return (
    <div className="scroll">
      <table className="table question-table">
        <caption className="visually-hidden">
          {about.name}: questions {predicts ? 'to predict' : 'with the verdict on each explainer'}
        </caption>
        <thead>
          <tr>
            <th scope="col">question</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" className="wide-cell">
                {name}
              </th>
            ))}
            {explainers.map((explainer) => (
              <th
                key={explainer.id}
                scope="col"
                className="verdict-column"
                title={`verdict on ${explainerWord(explainer)}`}
              >
                <ExplainerName explainer={explainer} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link
                  data-item={item.id}
                  prefetch={false}
                  href={itemPath(about, item.targetId, item.id, query)}
                >
                  {item.title}
                </Link>{' '}
                <span className="caption">{rows.caption(item)}</span>
                <span className="narrow under">
                  {columns.map(({ name, Cell }, index) => (
                    <span key={name}>
                      {index > 0 ? ' ' : null}
                      <Cell item={item} />
                    </span>
                  ))}
                </span>
              </th>
              {columns.map(({ name, nowrap, Cell }) => (
                <td key={name} className={nowrap ? 'wide-cell one-line' : 'wide-cell'}>
                  <Cell item={item} />
                </td>
              ))}
              {explainers.map(({ id }) => {
                const explanation = item.explanations.find((e) => e.explainerId === id);
                return (
                  <td key={id} className="verdict-column" title={explanation?.text ?? 'not asked'}>
                    {explanation ? (
                      <VerdictMark verdict={explanation.verdict} rules={about.verdicts} shapeOnly />
                    ) : (
                      <span className="caption">–</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

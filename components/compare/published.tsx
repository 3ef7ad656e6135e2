import { PAPER, PUBLISHED } from './published-numbers';

/** What the paper reports of the same task, on other models: apart, and marked, since it was not measured here. */
export function Published({ task }: { task: string }) {
  const rows = PUBLISHED[task];
  if (!rows) return null;
  return (
    <section className="section" aria-labelledby="published">
      <header>
        <h2 id="published">What the paper reports</h2>
        <span className="provenance published">
          published <a href={PAPER.href}>{PAPER.name}</a>
        </span>
      </header>
      <p className="caption">
        Exact match, %, on models of eight billion parameters and other questions: not to be compared with the
        figures above one to one.
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label="What the paper reports, table">
        <table className="table published-table">
          <thead>
            <tr>
              <th scope="col">target</th>
              <th scope="col">explainer</th>
              <th scope="col" className="number">
                exact match
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ target, explainer, value }) => (
              <tr key={target + explainer}>
                <th scope="row">{target}</th>
                <td>{explainer}</td>
                <td className="number">{value.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

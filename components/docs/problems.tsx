import { PROBLEM_TYPE, PROBLEMS } from '@/lib/api/problem';
import { Words } from './words';

/** Every kind of error, at the place where its `type` leads. */
export function Problems() {
  return (
    <section className="section" aria-labelledby="problems">
      <header>
        <h2 id="problems">Errors</h2>
        <span className="caption">
          problem details (RFC 9457), <code>{PROBLEM_TYPE}</code>: <code>type</code> leads here,{' '}
          <code>detail</code> is one line that names the thing and the way out
        </span>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label="Errors, table">
        <table className="table problem-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                status
              </th>
              <th scope="col">type</th>
              <th scope="col">title</th>
              <th scope="col">what it says</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(PROBLEMS).map(([status, { name, title, meaning }]) => (
              <tr key={status} id={name}>
                <th scope="row" className="number">
                  {status}
                </th>
                <td>
                  <code>{name}</code>
                </td>
                <td>{title}</td>
                <td>
                  <Words text={meaning} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

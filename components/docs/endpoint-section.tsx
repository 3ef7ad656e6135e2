import { type Endpoint, typeOf } from '@/lib/api/endpoint';
import type { Example } from '@/lib/api/example-code';
import { type Parameter, parametersOf } from '@/lib/api/json-schema';
import { outlineWithNames } from '@/lib/api/named-schemas';
import { statusesOf } from '@/lib/api/openapi';
import { typeText } from '@/lib/api/outline';
import { API } from '@/lib/api/paths';
import { PROBLEMS, problemPath } from '@/lib/api/problem';
import { Examples } from './examples';
import { Outline } from './outline';
import { Words } from './words';

/** One address: what it takes, what it gives, its errors, and how to ask it. */
export function EndpointSection({
  endpoint,
  example,
  site,
}: {
  endpoint: Endpoint;
  example: Example;
  site: string;
}) {
  const { method, path, id, summary, params, query, body, answer } = endpoint;
  const parameters = [
    ...parametersOf(params, 'path').map((parameter) => ({ ...parameter, place: 'path' })),
    ...parametersOf(query, 'query').map((parameter) => ({ ...parameter, place: 'query' })),
  ];
  return (
    <article className="endpoint" aria-labelledby={id}>
      <h3 id={id}>
        <span className="method">{method.toUpperCase()}</span>{' '}
        <span className="mono">
          {API}
          {path}
        </span>
      </h3>
      <p>
        <Words text={`${summary}.`} />
      </p>
      <div className="endpoint-columns">
        <div>
          {parameters.length > 0 ? <Parameters of={id} parameters={parameters} /> : null}
          {body ? (
            <>
              <h4>Takes</h4>
              <Outline name={`The body of ${path}`} lines={outlineWithNames(body, 'input')} />
            </>
          ) : null}
          <h4>Gives</h4>
          <p className="caption">{answerWords(endpoint)}</p>
          <Outline name={`The answer of ${path}`} lines={outlineWithNames(answer, 'output')} />
          <p className="caption errors">
            Errors:{' '}
            {statusesOf(endpoint.errors ?? []).map((status, index) => (
              <span key={status}>
                {index > 0 ? ', ' : null}
                <a href={problemPath(status)} title={PROBLEMS[status].title}>
                  {status}
                </a>
              </span>
            ))}
          </p>
        </div>
        <Examples endpoint={endpoint} example={example} site={site} />
      </div>
    </article>
  );
}

function answerWords(endpoint: Endpoint): string {
  const { status, many, other = [], selects } = endpoint;
  const each = many === 'lines' ? ', each line' : many === 'events' ? ', the data of each event' : '';
  const type = `${typeOf(endpoint)}${each}`;
  const or = other.length > 0 ? `; or ${other.join(', ')}` : '';
  return `${status}, ${type}${selects ? ', with the fields that are asked for' : ''}${or}`;
}

function Parameters({
  of,
  parameters,
}: {
  of: string;
  parameters: readonly (Parameter & { place: string })[];
}) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={`Parameters of ${of}`}>
      <table className="table parameter-table">
        <thead>
          <tr>
            <th scope="col">parameter</th>
            <th scope="col">type</th>
            <th scope="col">unless given</th>
            <th scope="col">meaning</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, place, required, schema, description }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <code>{typeText(schema)}</code>
              </td>
              <td>
                {place === 'path' ? 'part of the path' : required ? 'required' : defaultOf(schema.default)}
              </td>
              <td>
                <Words text={description} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const defaultOf = (value: unknown) =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? '–' : <code>{String(value)}</code>;

import type { Endpoint } from '@/lib/api/endpoint';
import { GROUPS } from '@/lib/api/endpoint';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { examplesOf, type Known } from '@/lib/api/examples';
import { recordOutlines, taskOutlines } from '@/lib/api/named-schemas';
import { API } from '@/lib/api/paths';
import { Conventions } from './conventions';
import { EndpointSection } from './endpoint-section';
import { Outline, recordAnchor } from './outline';
import { Problems } from './problems';

const endpoints = Object.entries(ENDPOINTS) as [keyof typeof ENDPOINTS, Endpoint][];

/** The API, told by what its routes parse with and its answers are held to. */
export function ApiPage({ known, site }: { known: Known; site: string }) {
  const examples = examplesOf(known);
  return (
    <>
      <div className="head">
        <h1>API</h1>
        <span className="caption">
          everything that pages show, as data; described for programs by{' '}
          <a href={`${API}/openapi.json`}>OpenAPI 3.1</a>
        </span>
      </div>
      <div className="docs-grid">
        <Contents />
        <div className="docs-text">
          <Conventions site={site} />
          <Problems />
          {GROUPS.map((group) => (
            <section key={group} className="section" aria-labelledby={anchorOf(group)}>
              <header>
                <h2 id={anchorOf(group)}>{group}</h2>
              </header>
              {endpoints
                .filter(([, endpoint]) => endpoint.group === group)
                .map(([key, endpoint]) => (
                  <EndpointSection key={key} endpoint={endpoint} example={examples[key]} site={site} />
                ))}
            </section>
          ))}
          <section className="section" aria-labelledby="records">
            <header>
              <h2 id="records">Records</h2>
              <span className="caption">what several answers hold</span>
            </header>
            {recordOutlines().map(([name, lines]) => (
              <Record key={name} name={name} lines={lines} />
            ))}
          </section>
          <section className="section" aria-labelledby="tasks">
            <header>
              <h2 id="tasks">Tasks</h2>
              <span className="caption">
                the forms of <code>body</code>, <code>truth</code> and <code>detail</code> of a question
              </span>
            </header>
            {taskOutlines().map(([name, lines]) => (
              <Record key={name} name={name} lines={lines} />
            ))}
          </section>
        </div>
      </div>
    </>
  );
}

const Record = ({ name, lines }: { name: string; lines: Parameters<typeof Outline>[0]['lines'] }) => (
  <details className="record">
    <summary className="mono">{name}</summary>
    {/* Within, so that a link to it opens it. */}
    <div id={recordAnchor(name)}>
      <Outline name={name} lines={lines} />
    </div>
  </details>
);

const anchorOf = (group: string): string => group.toLowerCase().replace(/ /g, '-');

function Contents() {
  return (
    <nav className="docs-contents" aria-label="On this page">
      <a href="#conventions">Conventions</a>
      <a href="#problems">Errors</a>
      {GROUPS.map((group) => (
        <div key={group}>
          <a href={`#${anchorOf(group)}`}>{group}</a>
          <ul>
            {endpoints
              .filter(([, endpoint]) => endpoint.group === group)
              .map(([key, { id, path }]) => (
                <li key={key}>
                  <a className="mono" href={`#${id}`}>
                    {path}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <a href="#records">Records</a>
      <a href="#tasks">Tasks</a>
    </nav>
  );
}

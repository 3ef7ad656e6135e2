import type { Endpoint } from '@/lib/api/endpoint';
import { codeOf, type Example, LANGUAGES } from '@/lib/api/example-code';

/** How to ask an address, in each language; one stands open at a time. */
export function Examples({
  endpoint,
  example,
  site,
}: {
  endpoint: Endpoint;
  example: Example;
  site: string;
}) {
  return (
    <div className="examples">
      {LANGUAGES.map((language, index) => (
        <details key={language} name={`${endpoint.id} example`} open={index === 0}>
          <summary>{language}</summary>
          <pre
            className="code"
            role="group"
            aria-label={`${endpoint.id} in ${language}`}
            data-endpoint={endpoint.id}
            data-language={language}
          >
            <code>{codeOf(language, endpoint, example, site)}</code>
          </pre>
        </details>
      ))}
    </div>
  );
}

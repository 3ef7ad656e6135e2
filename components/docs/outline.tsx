import { Fragment } from 'react';
import type { OutlineLine } from '@/lib/api/outline';
import { Words } from './words';

export const recordAnchor = (name: string): string => `record-${name}`;

/** A schema as text: a line a field, names of records as links to where they are told. */
export function Outline({ name, lines }: { name: string; lines: readonly OutlineLine[] }) {
  return (
    <pre className="outline" aria-label={`${name}, its fields`} role="group">
      {lines.map(({ depth, text, note }, index) => (
        <Fragment key={index}>
          <span className="outline-line" style={{ paddingLeft: `${2 + 2 * depth}ch` }}>
            {withLinks(text)}
            {note ? (
              <span className="meaning">
                {' '}
                <Words text={note} />
              </span>
            ) : null}
          </span>
          {'\n'}
        </Fragment>
      ))}
    </pre>
  );
}

/** Names of records begin with a capital, and nothing else outside of quotes does. */
function withLinks(text: string) {
  return text.split(/("[^"]*"|\b[A-Z]\w+)/).map((part, index) =>
    /^[A-Z]/.test(part) ? (
      <a key={index} href={`#${recordAnchor(part)}`}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}

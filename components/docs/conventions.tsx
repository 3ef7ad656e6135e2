import { EXPORT_BOUNDS, LINK_LIMITS } from '@/lib/api/bounds';
import { LINES_TYPE } from '@/lib/api/lines';
import { API } from '@/lib/api/paths';
import { PROBLEM_TYPE } from '@/lib/api/problem';
import { Words } from './words';

const { links, attempts } = LINK_LIMITS;

/** What holds at every address. */
const rules = (site: string): readonly [name: string, rule: string][] => [
  [
    'address',
    `\`${site}${API}\`, without a key. \`GET\` and \`HEAD\` read, \`POST\` makes links; another method is answered with 405 and \`Allow\`.`,
  ],
  [
    'numbers',
    'JSON numbers. Whole ones are exact up to 2^53 - 1, also where the store keeps 64 bits, as it does of the `parameters` of a model. Shares and probabilities are from 0 to 1, losses and log-probabilities in nats.',
  ],
  ['dates', 'ISO 8601 in UTC, with milliseconds: `2026-01-02T03:04:05.678Z`.'],
  [
    'vectors',
    'No answer holds one. Weights are files below the `path` of a model or an explainer, as safetensors (little-endian float16).',
  ],
  [
    'layers and positions',
    'Layer 0 is the embedding and k the output of block k. Positions count the tokens of a text from 0.',
  ],
  [
    'filters',
    'Values of one facet, and verdicts on one explainer, widen; different ones narrow. A parameter that an address does not know, or that is given twice, is refused by its name.',
  ],
  [
    'pages of lists',
    'By keyset: `nextCursor` names the last row of a page and not a number of rows, so that pages neither repeat nor skip one, and the last page takes no longer than the first. Null on the last page. Cursors hold as long as the bundle.',
  ],
  [
    'choice of fields',
    '`fields=id,title,truth` gives these fields in this order and reads no others. A name that is none is refused.',
  ],
  [
    'exports',
    `\`${LINES_TYPE}\`: one JSON object a line, UTF-8, in the order of the list, read as fast as you read and of any length. An answer that is cut off is not whole: the connection says so. ${EXPORT_BOUNDS.ofOne} at a time for each caller, and ${EXPORT_BOUNDS.stallMs / 1000} seconds without reading end one. A table (\`format=csv\`) is RFC 4180.`,
  ],
  [
    'bundle',
    'Recorded rows change with the bundle in the store alone. Answers that hold them, exports aside, have an `ETag`; `If-None-Match` gets 304 while it holds.',
  ],
  [
    'rate limits',
    `Reading has none; a server with more to do than it can answer in time says 503 with \`Retry-After\`. Links: ${links.requests} stored and ${attempts.requests} sent in ${links.perMs / 1000} seconds for each caller. Answers to them say where you stand in \`RateLimit-Policy\` and \`RateLimit\`, and 429 when to come again in \`Retry-After\`.`,
  ],
  ['errors', `\`${PROBLEM_TYPE}\` (RFC 9457), as the table below says.`],
  ['versions', `Below \`${API}\` fields and parameters are added, and none taken away.`],
];

export function Conventions({ site }: { site: string }) {
  return (
    <section className="section" aria-labelledby="conventions">
      <header>
        <h2 id="conventions">Conventions</h2>
      </header>
      <div className="scroll" tabIndex={0} role="region" aria-label="Conventions, table">
        <table className="table convention-table">
          <tbody>
            {rules(site).map(([name, rule]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Words text={rule} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

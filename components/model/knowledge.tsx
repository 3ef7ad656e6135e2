'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { count, probability } from '@/components/format/number';
import { withQueries } from '@/components/query/with-queries';
import { Bars, StateBlock } from '@/components/ui/state';
import { hashedAddress } from '@/lib/hashed-address';
import { parseKnowledge, type KnowledgeRow } from '@/lib/measure/knowledge-file';
import { WORDINGS } from '@/lib/corpus/wordings';

const SHOWN = 20;
const KINDS = ['all', 'known', 'not known'] as const;

/** Every fact of a model's table and what it says where the object belongs, to be searched. */
export const Knowledge = withQueries(function Knowledge({
  path,
  contentHash,
}: {
  path: string;
  contentHash: string;
}) {
  const [{ q, kind }, setQuery] = useQueryStates(
    { q: parseAsString.withDefault(''), kind: parseAsStringLiteral(KINDS).withDefault('all') },
    { history: 'replace', shallow: true },
  );
  const address = hashedAddress(`${path}/knowledge.tsv`, contentHash);
  const { data, error, refetch } = useQuery({
    queryKey: ['knowledge', address],
    queryFn: async ({ signal }) => {
      const response = await fetch(address, { signal });
      if (!response.ok) throw new Error(`${path}/knowledge.tsv cannot be loaded (${response.status})`);
      return parseKnowledge(await response.text());
    },
    staleTime: Infinity,
  });
  const found = useMemo(() => (data ? search(data, q, kind) : []), [data, q, kind]);
  return (
    <>
      <div className="filters" role="search">
        <label className="wide-field">
          subject, relation or object
          <input
            className="field"
            type="search"
            value={q}
            placeholder="Peru"
            onChange={(event) => void setQuery({ q: event.target.value || null })}
          />
        </label>
        <label>
          shown
          <select
            className="field"
            value={kind}
            onChange={(event) => void setQuery({ kind: KINDS.find((known) => known === event.target.value) })}
          >
            {KINDS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </div>
      {error ? (
        <StateBlock
          caution
          title="What it knows could not be loaded"
          action={
            <button type="button" className="button" onClick={() => void refetch()}>
              Try again
            </button>
          }
        >
          <p>{error.message}</p>
        </StateBlock>
      ) : data ? (
        <Found found={found} of={data.length} />
      ) : (
        <Bars rows={6} />
      )}
    </>
  );
});

/** Facts that hold every word of a search, in any of their parts. */
export function search(
  rows: readonly KnowledgeRow[],
  query: string,
  kind: (typeof KINDS)[number],
): KnowledgeRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const known = row.said === row.object;
    if (kind !== 'all' && known !== (kind === 'known')) return false;
    const text = `${row.subject} ${row.relation} ${row.object} ${row.exposure}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function Found({ found, of }: { found: readonly KnowledgeRow[]; of: number }) {
  const hidden = found.length - SHOWN;
  return (
    <>
      <p className="counted" role="status">
        <b>{count(found.length)}</b> of {count(of)} facts
        {hidden > 0 ? `, the first ${SHOWN} of them below` : ''}
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label="Facts, table">
        <table className="table knowledge-table">
          <thead>
            <tr>
              <th scope="col">subject</th>
              <th scope="col">relation</th>
              <th scope="col">object</th>
              <th scope="col">it says</th>
              <th scope="col" className="number">
                probability
              </th>
              <th scope="col" className="number">
                wordings right
              </th>
              <th scope="col">shown in training</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((row) => (
              <tr key={`${row.relation} ${row.subject}`}>
                <th scope="row" className="mono">
                  {row.subject}
                </th>
                <td className="mono">{row.relation}</td>
                <td className="mono">{row.object}</td>
                <td className="mono">{row.said === row.object ? <b>{row.said}</b> : row.said}</td>
                <td className="number">{probability(row.probability)}</td>
                <td className="number">
                  {row.right} of {WORDINGS.length}
                </td>
                <td>{row.exposure}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { TokenBars } from '@/components/charts/probability-bars';
import { nats } from '@/components/format/number';
import { TokenChip } from '@/components/tokens/chip';
import { compareVectors } from '@/lib/measure/compare';
import { vectorAt } from '@/lib/measure/stream';
import type { LoadedModel } from '@/lib/task/measure';
import type { Chosen } from './sites';
import { COMPUTED } from './use-streams';
import { FIRST, SECOND, siteName } from './words';

const keyOf = ({ stream, cell }: Chosen) => [stream.text.text, cell.layer, cell.position];

/** The vectors of the two chosen sites: angle, lengths, and what the lens reads off the first less the second. */
export function Comparison({
  loaded: { engine, tokenizer },
  first,
  second,
}: {
  loaded: LoadedModel;
  first: Chosen;
  second: Chosen;
}) {
  const { data, error } = useQuery({
    queryKey: ['compared', engine.info.contentHash, keyOf(first), keyOf(second)],
    queryFn: () =>
      compareVectors(
        engine,
        tokenizer,
        vectorAt(first.stream, first.cell),
        vectorAt(second.stream, second.cell),
      ),
    placeholderData: keepPreviousData,
    ...COMPUTED,
  });
  return (
    <section className="section" aria-label="The two vectors">
      <header>
        <h2>The two vectors</h2>
        <span className="caption">of the sites chosen in both texts</span>
      </header>
      <table className="table two-vectors">
        <thead>
          <tr>
            <th scope="col">text</th>
            <th scope="col">site</th>
            <th scope="col" className="number">
              norm
            </th>
          </tr>
        </thead>
        <tbody>
          {[
            { name: FIRST, ...first },
            { name: SECOND, ...second },
          ].map(({ name, stream, cell }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {siteName(cell.layer)} at <TokenChip token={stream.tokens[cell.position]!} />
              </td>
              <td className="number">{nats(stream.sites[cell.layer]![cell.position]!.norm, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {error ? (
        <p className="note" role="alert">
          {error.message}
        </p>
      ) : data ? (
        <>
          <dl className="site-facts">
            <div>
              <dt>cosine</dt>
              <dd>{data.cosine === null ? 'none, one is zero' : cosineText(data.cosine)}</dd>
            </div>
            <div>
              <dt>norm of the difference</dt>
              <dd>{nats(data.distance, 1)}</dd>
            </div>
          </dl>
          {data.lens ? (
            <>
              <h3 className="subhead">
                First less second{' '}
                <span className="caption">what the logit lens reads off the difference</span>
              </h3>
              <TokenBars outcome={data.lens} />
            </>
          ) : (
            <p className="caption">The two are the same vector: choose another site in one of the texts.</p>
          )}
        </>
      ) : null}
    </section>
  );
}

/** `.87`, with a true minus; 1 only for what is 1 to two decimals. */
const cosineText = (cosine: number): string => nats(cosine).replace(/^(−?)0\./, '$1.');

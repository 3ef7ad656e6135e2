import { TokenBars } from '@/components/charts/probability-bars';
import { nats, probability } from '@/components/format/number';
import { TokenChip } from '@/components/tokens/chip';
import type { StreamReadings } from '@/lib/measure/stream';
import { siteName } from './words';
import type { Chosen } from './sites';

/** What stands at the chosen site: what the lens reads off it, how long it is, and how the text goes on there. */
export function SitePanel({
  name = 'Chosen site',
  chosen: { stream, cell },
  children,
}: {
  /** Accessible name, where a page has more than one. */
  name?: string;
  chosen: Chosen<StreamReadings>;
  children?: React.ReactNode;
}) {
  const { tokens, sites, next } = stream;
  const site = sites[cell.layer]![cell.position]!;
  const follows = tokens[cell.position + 1];
  const read = follows === undefined ? undefined : site.lens.top.find(({ token }) => token === follows);
  return (
    <section className="section" aria-label={name}>
      <header>
        <h2>
          {siteName(cell.layer)} at <TokenChip token={tokens[cell.position]!} />
        </h2>
        <span className="end caption">
          token {cell.position + 1} of {tokens.length}
        </span>
      </header>
      <h3 className="subhead">
        Logit lens <span className="caption">as if this were the output of the last block</span>
      </h3>
      <TokenBars outcome={site.lens} />
      <dl className="site-facts">
        <div>
          <dt>norm</dt>
          <dd>{nats(site.norm, 1)}</dd>
        </div>
        <div>
          <dt>entropy of the lens</dt>
          <dd>{nats(site.entropy, 2)} nats</dd>
        </div>
        <div>
          {follows === undefined ? (
            <>
              <dt>the model says next</dt>
              <dd>
                <TokenChip token={next.output} /> {probability(next.top[0]?.probability ?? 0)}
              </dd>
            </>
          ) : (
            <>
              <dt>next in the text</dt>
              <dd>
                <TokenChip token={follows} />{' '}
                {read
                  ? `${probability(read.probability)} by the lens`
                  : 'not among the first five of the lens'}
              </dd>
            </>
          )}
        </div>
      </dl>
      {children}
    </section>
  );
}

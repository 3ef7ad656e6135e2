import Link from 'next/link';
import { PROVIDER_NAMES } from '@/components/format/words';
import { shortHash } from '@/components/format/number';
import { runPath } from '@/lib/api/paths';
import type { Item } from '@/lib/store/records';
import type { Provider } from '@/lib/words';

type ImportedFrom = NonNullable<Item['imported']>;

/** Values of this block were measured by this project; `what` names the artefact and `hash` its content. */
export function Measured({ what, hash }: { what: string; hash: string }) {
  return (
    <span className="provenance" title={`measured by this project, ${what} ${hash}`}>
      <svg viewBox="0 0 9 9" aria-hidden="true">
        <rect x="1" y="1" width="7" height="7" fill="currentColor" />
      </svg>
      measured{' '}
      <span className="mono">
        {what} {shortHash(hash)}
      </span>
    </span>
  );
}

/** Where what was measured for a question comes from: this project, or a line of a file that was imported. */
export function TruthBadge({
  truthHash,
  imported,
}: {
  truthHash: string;
  imported?: ImportedFrom | null | undefined;
}) {
  if (!imported) return <Measured what="truth" hash={truthHash} />;
  return (
    <span className="provenance" title={`read from a file, SHA-256 ${truthHash}, line ${imported.line}`}>
      imported{' '}
      <Link className="mono" href={runPath(imported.run)} prefetch={false}>
        file {shortHash(truthHash)}, line {imported.line}
      </Link>
    </span>
  );
}

/** Values of this block were computed in a reader's browser: just now, or when a link was made (`at`). */
export function Live({ provider, at }: { provider: Provider; at?: string | undefined }) {
  return (
    <span className="provenance live">
      <svg viewBox="0 0 9 9" aria-hidden="true">
        <circle cx="4.5" cy="4.5" r="3.6" fill="none" stroke="currentColor" />
        <circle cx="4.5" cy="4.5" r="1.7" fill="currentColor" />
      </svg>
      {at === undefined ? 'live' : 'live, recorded'}{' '}
      <span className="mono">
        {at === undefined ? '' : `${minute(at)} on `}
        {PROVIDER_NAMES[provider]}
      </span>
    </span>
  );
}

/** Where a computation runs: filled square webgpu, half wasm, hollow node. */
export function ProviderBadge({ provider }: { provider: Provider }) {
  return (
    <span className={`provider ${PROVIDER_NAMES[provider]}`}>
      <i aria-hidden="true" />
      {PROVIDER_NAMES[provider]}
    </span>
  );
}

/** `2026-11-22 23:04 UTC`, the same on the server and in every browser. */
export function minute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

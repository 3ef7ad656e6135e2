import Link from 'next/link';
import { PLAYGROUND_KEYS } from '@/components/playground/words';
import { allViews } from '@/components/task/views';
import { DOCS_PATH } from '@/lib/api/paths';
import { KeysHelp } from './keys-help';

/** What stands under every page: which data is shown, and the keys. */
export function Footer({ bundle }: { bundle: string | null | 'away' }) {
  return (
    <footer className="foot">
      <div>
        {bundle !== null && bundle !== 'away' ? (
          <span>
            bundle <span className="mono">{bundle}</span>
          </span>
        ) : (
          <span>{bundle === null ? 'no bundle in the store' : 'the store is unavailable'}</span>
        )}
        <Link href={DOCS_PATH} prefetch={false}>
          API
        </Link>
        <a href="/api/health">Health</a>
        <KeysHelp keys={[...allViews().flatMap(({ keys }) => keys), ...PLAYGROUND_KEYS]} />
      </div>
    </footer>
  );
}

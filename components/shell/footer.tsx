import Link from 'next/link';
import { PLAYGROUND_KEYS } from '@/components/playground/words';
import { allViews } from '@/components/task/views';
import { BRING_PATH, DOCS_PATH, GLOSSARY_PATH } from '@/lib/api/paths';
import { KeysHelp } from './keys-help';
import type { Level } from './level';
import { LevelToggle } from './level-toggle';

/** What stands under every page: which data is shown, help for newcomers, in which words, and the keys. */
export function Footer({
  bundle,
  tour,
  level,
}: {
  bundle: string | null | 'away';
  /** Where the tour begins; null where there is none. */
  tour: string | null;
  level: Level;
}) {
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
        {tour ? (
          <Link href={tour} prefetch={false}>
            Tour
          </Link>
        ) : null}
        <Link href={GLOSSARY_PATH} prefetch={false}>
          Glossary
        </Link>
        <Link href={BRING_PATH} prefetch={false}>
          Bring your own
        </Link>
        <Link href={DOCS_PATH} prefetch={false}>
          API
        </Link>
        <a href="/api/health">Health</a>
        <LevelToggle initial={level} />
        <KeysHelp keys={[...allViews().flatMap(({ keys }) => keys), ...PLAYGROUND_KEYS]} />
      </div>
    </footer>
  );
}

import { KeysHelp } from './keys-help';

/** What stands under every page: which data is shown, and the keys. */
export function Footer({ bundle }: { bundle: string | null }) {
  return (
    <footer className="foot">
      <div>
        {bundle ? (
          <span>
            bundle <span className="mono">{bundle}</span>
          </span>
        ) : (
          <span>no bundle in the store</span>
        )}
        <a href="/api/health">Health</a>
        <KeysHelp />
      </div>
    </footer>
  );
}

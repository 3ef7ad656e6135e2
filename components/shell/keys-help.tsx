'use client';

import { useRef } from 'react';
import { Icon } from '@/components/ui/icon';
import type { KeyMeaning } from '@/components/task/view';
import { useKeys } from '@/components/ui/use-keys';

const BEFORE: KeyMeaning[] = [
  [['/', 'Ctrl K'], 'search'],
  [['j', 'k'], 'next and previous item of the list'],
  [['Enter'], 'open the chosen item'],
  [['r'], 'a random item of the list'],
  [['p'], 'predict first, or read'],
  [['n', 'y'], 'predict that nothing changes, or that something does'],
];
const AFTER: KeyMeaning[] = [
  [['s'], 'share this view'],
  [['?'], 'this list'],
];

/** The list of keys, opened by `?` anywhere. */
export function KeysHelp({ keys }: { keys: readonly KeyMeaning[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useKeys({ '?': open });
  return (
    <>
      <button type="button" className="as-link wide" onClick={open}>
        Press <span className="keycap">?</span> for keys
      </button>
      <dialog ref={dialog} className="float keys-help" aria-labelledby="keys-title">
        <div className="dialog-head">
          <h2 id="keys-title">Keys</h2>
          <button
            type="button"
            className="button quiet icon-only"
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        <dl>
          {[...BEFORE, ...keys, ...AFTER].map(([names, meaning]) => (
            <div key={meaning}>
              <dt>
                {names.map((key) => (
                  <span key={key} className="keycap">
                    {key}
                  </span>
                ))}
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className="caption">Single letters do nothing while you type.</p>
      </dialog>
    </>
  );
}

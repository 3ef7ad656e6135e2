import type { Example } from '@/components/task/view';
import { TEXTS_TO_TRY } from './examples';

/** Texts to begin with: from the record, else some that any model can be run on. */
export function ToTry({
  examples,
  shown,
  onText,
}: {
  examples: readonly Example[];
  /** What is on the page already. */
  shown: string | undefined;
  onText: (text: string) => void;
}) {
  const texts =
    examples.length > 0 ? examples.map(({ name, own }) => ({ name, x: own.x ?? '' })) : TEXTS_TO_TRY;
  return (
    <span className="caption">
      or try{' '}
      {texts
        .filter(({ x }) => x !== shown)
        .map(({ name, x }, index) => (
          <span key={name}>
            {index > 0 ? ', ' : null}
            <button type="button" className="as-link" onClick={() => onText(x)}>
              {name}
            </button>
          </span>
        ))}
    </span>
  );
}

import { explainerMeaning, explainerWord, type NamedExplainer } from '@/lib/explainer/name';
import { explainerClass } from '@/components/format/words';

/** The vertical rule that stands for an explainer: solid for self and other, outlined for a sibling, dashed for controls. */
export function ExplainerKey({ explainer }: { explainer: NamedExplainer }) {
  return <span className={`explainer-key ${explainerClass(explainer)}`} aria-hidden="true" />;
}

/** An explainer by what it is to its target and, where it has one, the model it started from. */
export function ExplainerName({
  explainer,
  keyed = true,
  bare = false,
  children,
}: {
  explainer: NamedExplainer;
  keyed?: boolean;
  /** Without the model it started from. */
  bare?: boolean;
  /** Its word, where more stands there than the word. */
  children?: React.ReactNode;
}) {
  const kind = explainerClass(explainer);
  const word = children ?? explainerWord(explainer);
  return (
    <span className={`explainer-name ${kind}`} title={children ? undefined : explainerMeaning(explainer)}>
      {keyed ? <ExplainerKey explainer={explainer} /> : null}
      {kind === 'control' ? word : <b>{word}</b>}
      {kind !== 'control' && !bare && explainer.baseId ? (
        <>
          {' '}
          <span className="base-model">{explainer.baseId}</span>
        </>
      ) : null}
    </span>
  );
}

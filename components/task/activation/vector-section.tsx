import Link from 'next/link';
import { Term } from '@/components/glossary/term';
import { playgroundPath } from '@/components/playground/address';
import { VectorChip } from '@/components/tokens/chip';
import { Icon } from '@/components/ui/icon';
import type { ActivationBody } from '@/lib/task/activation/body';
import { MarkedText, sourceWords } from './marked-text';
import { SiteMap } from './site-map';

/** Which vector is asked about, with the way to it in the playground. */
export function VectorSection({
  body,
  target,
}: {
  body: ActivationBody;
  target: { id: string; layers: number };
}) {
  const { text, layer, position, source } = body;
  return (
    <VectorPicture body={body} layers={target.layers}>
      <Link
        className="button"
        prefetch={false}
        href={playgroundPath(
          target.id,
          { text, layer, position },
          source ? { text: source.text, layer, position: source.position } : undefined,
        )}
      >
        Open this site in the playground <Icon name="next" />
      </Link>
    </VectorPicture>
  );
}

/** Where the vector stands in its text, and what is taken away from it. */
export function VectorPicture({
  body: { tokens, layer, position, source },
  layers,
  children,
}: {
  body: ActivationBody;
  /** Blocks of the model. */
  layers: number;
  children?: React.ReactNode;
}) {
  return (
    <section className="section">
      <header>
        <h2>
          The vector <VectorChip note={`layer ${layer} at token ${position + 1}`} />
        </h2>
        <span className="caption">
          <Term of="residual-stream" /> after block {layer}
          {source ? ', less that of another text at the same place' : ' at the marked token'}
        </span>
      </header>
      <div className="vector-texts">
        <span className="caption">text</span>
        <MarkedText tokens={tokens} position={position} />
        {source ? (
          <>
            <span className="caption">less</span>
            <SourceText text={source.text} last={tokens[position] ?? ''} />
          </>
        ) : null}
      </div>
      <SiteMap tokens={tokens.length} layers={layers} layer={layer} position={position} />
      <p className="caption map-key">
        <i className="selected" aria-hidden="true" /> the vector <i className="before" aria-hidden="true" />{' '}
        what it was computed from
      </p>
      {children}
    </section>
  );
}

function SourceText({ text, last }: { text: string; last: string }) {
  const words = sourceWords(text, last);
  return <MarkedText tokens={words} position={words.length - 1} />;
}

import Link from 'next/link';
import { playgroundPath } from '@/components/playground/address';
import { VectorChip } from '@/components/tokens/chip';
import { Icon } from '@/components/ui/icon';
import type { ActivationBody } from '@/lib/task/activation/body';
import { MarkedText, sourceWords } from './marked-text';
import { SiteMap } from './site-map';

/** Which vector is asked about: where it stands in its text, and what is taken away from it. */
export function VectorSection({
  body,
  target,
}: {
  body: ActivationBody;
  target: { id: string; layers: number };
}) {
  const { text, tokens, layer, position, source } = body;
  return (
    <section className="section">
      <header>
        <h2>
          The vector <VectorChip note={`layer ${layer} at token ${position + 1}`} />
        </h2>
        <span className="caption">
          {source
            ? `residual stream after block ${layer}, less that of another text at the same place`
            : `residual stream after block ${layer} at the marked token`}
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
      <SiteMap tokens={tokens.length} layers={target.layers} layer={layer} position={position} />
      <p className="caption map-key">
        <i className="selected" aria-hidden="true" /> the vector <i className="before" aria-hidden="true" />{' '}
        what it was computed from
      </p>
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
    </section>
  );
}

function SourceText({ text, last }: { text: string; last: string }) {
  const words = sourceWords(text, last);
  return <MarkedText tokens={words} position={words.length - 1} />;
}

import { VectorChip } from '@/components/tokens/chip';
import { visibleToken } from '@/components/tokens/token-text';

const SLOT = /\{(v|layer|token|text)\}/;

/**
 * The question in the words the explainers read. `wording` is the sidecar's; the vector stands in it as a chip,
 * because it is not text. What the reader's choice filled in is set in bold.
 */
export function AskedPrompt({
  wording,
  layer,
  token,
  text,
  vectorFrom,
}: {
  wording: string;
  layer: string;
  token: string;
  text: string;
  /** Token of the source text that the vector is taken from. */
  vectorFrom: string;
}) {
  const parts = wording.split(SLOT);
  return (
    <p className="prompt">
      {parts.map((part, index) => {
        if (index % 2 === 0) return <span key={index}>{part}</span>;
        if (part === 'v')
          return (
            <VectorChip
              key={index}
              note={`the vector of ${visibleToken(vectorFrom)} at layer ${layer} of the source, in place of an embedding`}
            />
          );
        return <b key={index}>{part === 'layer' ? layer : part === 'token' ? token.trim() : text}</b>;
      })}
    </p>
  );
}

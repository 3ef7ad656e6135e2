import { Term } from '@/components/glossary/term';

/** The question in the words that explainers read, its places filled by what stands there for a reader. */
export function AskedWording({
  wording,
  slots,
}: {
  /** Of a sidecar; `{name}` is a place. */
  wording: string;
  slots: Readonly<Record<string, React.ReactNode>>;
}) {
  return (
    <>
      <h3 className="subhead">
        Asked of each <Term of="explainer" />
      </h3>
      <p className="prompt">
        {wording.split(/\{(\w+)\}/).map((part, index) => (
          <span key={index}>{index % 2 === 0 ? part : (slots[part] ?? `{${part}}`)}</span>
        ))}
      </p>
      {wording.includes('<<<') ? (
        <p className="caption prompt-marks">
          Between <span className="mono">&lt;&lt;&lt;</span> and <span className="mono">&gt;&gt;&gt;</span>{' '}
          stands what the model reads or says.
        </p>
      ) : null}
    </>
  );
}

const SLOT = /\{(text|span)\}/;

/** The question in the words the explainers read (`wording` is the sidecar's); what the reader chose is set in bold. */
export function AskedPrompt({ wording, text, span }: { wording: string; text: string; span: string }) {
  return (
    <p className="prompt">
      {wording
        .split(SLOT)
        .map((part, index) =>
          index % 2 === 0 ? (
            <span key={index}>{part}</span>
          ) : part === 'span' ? (
            <b key={index}>{span}</b>
          ) : (
            <span key={index}>{text}</span>
          ),
        )}
    </p>
  );
}

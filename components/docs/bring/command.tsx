/** Commands to be copied, a line each. */
export const Command = ({ lines }: { lines: readonly string[] }) => (
  <pre className="bring-command" tabIndex={0}>
    <code>{lines.join('\n')}</code>
  </pre>
);

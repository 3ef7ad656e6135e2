import { Icon } from '@/components/ui/icon';

/** Whether a text is run as it stands or as a turn of a chat, where the model has a template for that. */
export function TurnSwitch({
  on,
  error = null,
  onChange,
}: {
  on: boolean;
  /** Why the template cannot write it, in a line. */
  error?: string | null;
  onChange: (on: boolean) => void;
}) {
  return (
    <span className="turn-switch">
      <label title="The text is wrapped in the chat template of the model">
        <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
        as a chat turn
      </label>
      {error === null ? null : (
        <span className="caption" role="alert">
          <Icon name="warning" /> {error}
        </span>
      )}
    </span>
  );
}

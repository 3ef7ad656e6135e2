import { Icon } from './icon';

/** Shows the same numbers as a table, or drawn again (the key `t`). */
export function TableToggle({
  table,
  toggle,
  drawn,
}: {
  table: boolean;
  toggle: () => void;
  /** What they are drawn as: a map, a strip. */
  drawn: string;
}) {
  return (
    <button
      type="button"
      className="button quiet compact"
      onClick={toggle}
      aria-pressed={table}
      aria-keyshortcuts="t"
    >
      <Icon name={table ? 'grid' : 'table'} />
      {table ? drawn : 'table'}
    </button>
  );
}

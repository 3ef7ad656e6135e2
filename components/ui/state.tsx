import { Icon } from './icon';

/**
 * What a block shows when it cannot show its values: what is missing, why, and one action.
 * `caution` is for things gone wrong with the data or the device; it never looks like a verdict.
 */
export function StateBlock({
  title,
  children,
  action,
  caution = false,
  level = 3,
}: {
  title: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
  caution?: boolean;
  level?: 1 | 2 | 3;
}) {
  const Title = `h${level}` as const;
  return (
    <div className={caution ? 'state caution' : 'state'} role={caution ? 'alert' : undefined}>
      <Title>
        {caution ? <Icon name="warning" /> : null}
        {title}
      </Title>
      {children}
      {action ? <div className="action">{action}</div> : null}
    </div>
  );
}

/** Still bars of the final height while a list is on its way. */
export function Bars({ rows }: { rows: number }) {
  return (
    <div className="loading-bars" role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <i key={row} style={{ width: `${[86, 64, 74, 58][row % 4]}%` }} />
      ))}
    </div>
  );
}

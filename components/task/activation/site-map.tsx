import { classNames } from '@/components/ui/class-names';

/**
 * Layers and tokens of a text in small, layers upward as the computation runs: the site of the vector, and what it can have been
 * computed from, which is all below it and to its left.
 */
export function SiteMap({
  tokens,
  layers,
  layer,
  position,
}: {
  tokens: number;
  /** Blocks of the model. */
  layers: number;
  layer: number;
  position: number;
}) {
  const rows = Array.from({ length: layers + 1 }, (_, i) => layers - i);
  return (
    <div
      className="site-map"
      role="img"
      aria-label={`layer ${layer} of ${layers}, token ${position + 1} of ${tokens}`}
      style={{ gridTemplateColumns: `40px repeat(${tokens}, minmax(4px, 26px))` }}
    >
      {rows.flatMap((row) => [
        <span key={`head ${row}`} className={row === layer ? 'strong' : undefined}>
          {row === 0 ? 'emb' : `L${row}`}
        </span>,
        ...Array.from({ length: tokens }, (_, at) => (
          <i
            key={`${row}:${at}`}
            className={classNames(
              row === layer && at === position && 'selected',
              row <= layer && at <= position && 'before',
            )}
          />
        )),
      ])}
    </div>
  );
}

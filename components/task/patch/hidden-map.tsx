import { columnWidth } from '@/components/map/cells';
import { visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import { alignTokens } from '@/lib/measure/align';
import type { PatchBody } from '@/lib/task/patch/body';
import { layerRange } from '@/lib/task/patch/wordings';

/** The map of a question before its answer: where the patch is made, and nothing of what any cell does. */
export function HiddenMap({
  body: { tokens, sourceTokens, layers, position },
  lastLayer,
}: {
  body: PatchBody;
  lastLayer: number;
}) {
  const rows = Array.from({ length: lastLayer + 1 }, (_, row) => lastLayer - row);
  const alignment = alignTokens(tokens, sourceTokens);
  const differs = (at: number) => tokens[at] !== sourceTokens[alignment[at] ?? -1];
  const isAsked = (layer: number, at: number) => at === position && layers.includes(layer);
  return (
    <div
      className="map layer-map"
      role="img"
      aria-label={`The map of every layer and token, hidden; the patch is at layer ${layerRange(layers)}, ${visibleToken(tokens[position] ?? '')}`}
      style={
        {
          '--tokens': tokens.length,
          '--columns': tokens.map((token) => `minmax(30px, ${columnWidth([token])}fr)`).join(' '),
        } as React.CSSProperties
      }
    >
      <span className="row-label" />
      {tokens.map((token, at) => (
        <span
          key={at}
          className={classNames('column-label', differs(at) && 'differs', at === position && 'selected')}
        >
          {visibleToken(token)}
        </span>
      ))}
      {rows.map((layer) => (
        <div key={layer} className="row">
          <span className={layers.includes(layer) ? 'row-label selected' : 'row-label'}>
            {layer === 0 ? 'embed' : `L${layer}`}
          </span>
          {tokens.map((_, at) => (
            <span key={at} className={isAsked(layer, at) ? 'cell blank selected' : 'cell none'} />
          ))}
        </div>
      ))}
    </div>
  );
}

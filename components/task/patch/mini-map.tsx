import { sequentialStep } from '@/components/charts/scale';
import { isWithin, type Block } from '@/components/map/cells';
import type { Sweep } from '@/lib/task/patch/body';
import { largestEffect } from './cells';

/** The measured map without words, as a picture of what the patching page shows. */
export function MiniMap({ sweep, chosen }: { sweep: Sweep; chosen: Block }) {
  const max = largestEffect(sweep);
  return (
    <div
      className="mini-map"
      role="img"
      aria-label="measured effect of each layer and token, in small"
      style={{ gridTemplateColumns: `repeat(${sweep.tokens.length}, 18px)` }}
    >
      {[...sweep.layers].reverse().flatMap((layer) =>
        sweep.tokens.map((_, position) => {
          const cell = sweep.cells[sweep.layers.indexOf(layer)]?.[position];
          return (
            <i
              key={`${layer}:${position}`}
              className={isWithin({ layer, position }, chosen) ? 'selected' : undefined}
              style={{ background: `var(--seq-${sequentialStep(cell?.effect ?? 0, max)})` }}
            />
          );
        }),
      )}
    </div>
  );
}

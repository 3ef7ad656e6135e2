import { sequentialStep, stepStyle } from '@/components/charts/scale';
import { nats } from '@/components/format/number';
import { visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import type { At } from './firing';

/** A strip, with the activation that it is shown for. */
export interface Strip {
  tokens: readonly string[];
  activations: readonly number[];
  /** The token that it was chosen for; null where it was not chosen for one. */
  at: number | null;
  /** What it shows, where strips of several kinds stand together. */
  name?: string;
  /** Value at which its colours end, where that is not the one of all strips. */
  max?: number;
}

/** A row of a grid of strips: the activation that it is shown for, and its tokens. */
export function StripRow({
  strip: { tokens, activations, at, name, max: own },
  row,
  max,
  focus,
  onPoint,
  onFocus,
}: {
  strip: Strip;
  row: number;
  max: number;
  /** The token of this strip that takes the focus. */
  focus: number | null;
  onPoint: (at: At) => void;
  onFocus: (at: At) => void;
}) {
  return (
    <div role="row" className="firing">
      {name !== undefined ? (
        <span role="rowheader" className="strip-name">
          {name}
        </span>
      ) : at === null ? null : (
        <span role="rowheader" className="number" aria-label={`fires with ${nats(activations[at] ?? 0)}`}>
          {nats(activations[at] ?? 0)}
        </span>
      )}
      <span className="strip">
        {tokens.map((token, i) => {
          const value = activations[i] ?? 0;
          const step = sequentialStep(value, own ?? max);
          return (
            <Token
              key={i}
              text={i === 0 ? token.replace(/^ /, '') : token}
              breaks={i > 0 && /^\s/.test(token)}
              at={{ row, token: i }}
              label={`${visibleToken(token).replace(/^·/, '')} ${nats(value)}`}
              className={classNames('token', i === at && 'peak')}
              style={step === 0 ? undefined : stepStyle(step)}
              focusable={i === focus}
              onPoint={onPoint}
              onFocus={onFocus}
            />
          );
        })}
      </span>
    </div>
  );
}

function Token({
  text,
  breaks,
  at,
  label,
  className,
  style,
  focusable,
  onPoint,
  onFocus,
}: {
  text: string;
  /** A line may break before it. */
  breaks: boolean;
  at: At;
  label: string;
  className: string | undefined;
  style: React.CSSProperties | undefined;
  focusable: boolean;
  onPoint: (at: At) => void;
  onFocus: (at: At) => void;
}) {
  return (
    <>
      {breaks ? <wbr /> : null}
      <span
        role="gridcell"
        className={className}
        style={style}
        data-at={`${at.row}:${at.token}`}
        tabIndex={focusable ? 0 : -1}
        aria-label={label}
        onPointerEnter={() => onPoint(at)}
        onFocus={() => onFocus(at)}
      >
        {text.replace(/\n/g, '↵').replace(/\t/g, '⇥')}
      </span>
      {text.includes('\n') ? <br /> : null}
    </>
  );
}

'use client';

import { useEffect, useRef } from 'react';
import { divergingStep, divergingStyle } from '@/components/charts/scale';
import { signedNats } from '@/components/format/number';
import { outputWord, visibleToken } from '@/components/tokens/token-text';
import { classNames } from '@/components/ui/class-names';
import type { Removal } from '@/lib/task/ablate/body';
import { between, endsOf, stepFrom, type Box, type Chosen } from './spans';

/** Height of the bar of the largest effect, in pixels; what has a colour has a bar that can be seen. */
const HIGHEST = 12;
const LOWEST = 2;

/**
 * A text as tokens in reading order, and what each unit is worth to the answer: ground colour, and a bar above what is for it,
 * below what is against it. One tab stop; a span is chosen by click, shift-click, drag, arrows and shift-arrows.
 */
export function TokenStrip({
  tokens,
  lines,
  removals,
  max,
  answer,
  chosen,
  onChoose,
  onPoint,
  onRemove,
}: {
  tokens: readonly string[];
  /** Tokens that begin a line. */
  lines: ReadonlySet<number>;
  /** What each unit is worth; units lie one after another and cover the text. */
  removals: readonly Removal[];
  /** Size (nats) at which colour and bars end. */
  max: number;
  /** What the model says of the whole text. */
  answer: string;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  /** The unit under the pointer or the focus; null when there is none. */
  onPoint: (unit: number | null) => void;
  onRemove: () => void;
}) {
  const strip = useRef<HTMLSpanElement>(null);
  /** The unit at which a drag began. */
  const dragged = useRef<number | null>(null);
  const units = removals.map(({ span }) => span);
  const { anchor, head } = endsOf(chosen, units);

  // Focus follows what is chosen only while it is in this strip.
  useEffect(() => {
    const element = strip.current;
    if (!element?.contains(document.activeElement)) return;
    element.querySelector<HTMLElement>(`[data-unit="${head}"]`)?.focus();
  }, [head, chosen]);

  const choose = (next: Chosen | null) => {
    if (next) onChoose(next);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace' || event.key === 'Delete') {
      event.preventDefault();
      return onRemove();
    }
    const next = stepFrom(head, event.key, boxesOf(strip.current));
    if (next === null) return;
    event.preventDefault();
    choose(between(event.shiftKey ? anchor : next, next, units));
  };
  const onPointerDown = (event: React.PointerEvent) => {
    const unit = unitAt(event);
    if (unit === null || event.button !== 0) return;
    if (event.shiftKey) {
      // Else the browser would mark the text between.
      event.preventDefault();
      strip.current?.querySelector<HTMLElement>(`[data-unit="${head}"]`)?.focus();
      return choose(between(anchor, unit, units));
    }
    dragged.current = unit;
    choose(between(unit, unit, units));
  };
  const onPointerMove = (event: React.PointerEvent) => {
    if (dragged.current === null) return;
    if (event.buttons === 0) dragged.current = null;
    else {
      const unit = unitAt(event);
      if (unit !== null && unit !== head) choose(between(dragged.current, unit, units));
    }
  };

  return (
    <p className="strip attribution">
      <span
        ref={strip}
        role="listbox"
        aria-label="tokens of the text, what each is worth to the answer"
        aria-multiselectable="true"
        aria-orientation="horizontal"
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (dragged.current = null)}
        onPointerLeave={() => onPoint(null)}
        onBlur={() => onPoint(null)}
      >
        {removals.map(({ span, effect, changed, output }, unit) => {
          const step = divergingStep(effect, max);
          const selected = span.from >= chosen.span.from && span.to <= chosen.span.to;
          const text = tokens.slice(span.from, span.to).join('');
          return (
            <span
              key={span.from}
              role="option"
              data-unit={unit}
              tabIndex={unit === head ? 0 : -1}
              aria-selected={selected}
              aria-label={`${visibleToken(text).replace(/^·/, '')}: ${signedNats(effect)} nats, ${changed ? `without it ${outputWord(output)}` : `without it still ${outputWord(answer)}`}`}
              onPointerEnter={() => onPoint(unit)}
              onFocus={() => onPoint(unit)}
            >
              {tokens.slice(span.from, span.to).map((token, i) => {
                const at = span.from + i;
                const inside = at >= chosen.span.from && at < chosen.span.to;
                return (
                  <Token
                    key={at}
                    token={at === 0 || lines.has(at) ? token.replace(/^ /, '') : token}
                    breaks={at === 0 ? null : lines.has(at) ? 'line' : /^\s/.test(token) ? 'word' : null}
                    step={step}
                    share={max > 0 ? Math.abs(effect) / max : 0}
                    className={classNames(
                      i === 0 && 'first',
                      inside && 'chosen',
                      inside && at === chosen.span.from && 'chosen-first',
                      inside && at === chosen.span.to - 1 && 'chosen-last',
                    )}
                  />
                );
              })}
            </span>
          );
        })}
      </span>
      <wbr />
      <span className="visually-hidden"> continues to </span>
      <span className="continuation">{outputWord(answer)}</span>
    </p>
  );
}

function Token({
  token,
  breaks,
  step,
  share,
  className,
}: {
  token: string;
  /** What of the text begins with it: a line breaks there, or may. */
  breaks: 'line' | 'word' | null;
  step: number;
  /** Of the largest effect, 0 to 1. */
  share: number;
  className?: string | undefined;
}) {
  return (
    <>
      {breaks === 'line' ? <br /> : breaks === 'word' ? <wbr /> : null}
      <span className={classNames('token', className)} style={divergingStyle(step)}>
        {visibleBreaks(token)}
        {step === 0 ? null : (
          <i
            className={step > 0 ? 'for' : 'against'}
            style={{ height: Math.max(LOWEST, Math.round(share * HIGHEST)) }}
          />
        )}
      </span>
    </>
  );
}

const visibleBreaks = (token: string): string => token.replace(/\n/g, '↵').replace(/\t/g, '⇥');

/** The unit under a pointer, which may have been captured by the element it went down on. */
function unitAt({ clientX, clientY }: React.PointerEvent): number | null {
  const unit = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-unit]')?.dataset.unit;
  return unit === undefined ? null : Number(unit);
}

/** Where the first token of each unit stands on the screen. */
const boxesOf = (strip: HTMLElement | null): Box[] =>
  [...(strip?.querySelectorAll('[data-unit] > .token.first') ?? [])].map((token) =>
    token.getBoundingClientRect(),
  );

'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { findViewAt } from '@/components/task/views';
import { Icon } from '@/components/ui/icon';
import { useBeside } from '@/components/ui/use-beside';
import { useKeys } from '@/components/ui/use-keys';
import { homePath, withQuery } from '@/lib/api/paths';
import { ledAt, stepPath, TOUR, type TourStep } from './step';
import { useElement } from './use-element';

/** From the ring around a part. */
const GAP = 14;

/** A page that has not shown a part by then has none. */
const PATIENCE_MS = 2500;

/** The step that the address names, and the ways on from it. */
function useTour() {
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  const led = ledAt(path, query);
  const view = led && findViewAt(led.task);
  const steps = view?.tour ?? [];
  const step = led ? steps[led.step - 1] : undefined;
  if (!led || !view || !step) return null;

  const go = (to: number) => {
    const next = steps[to - 1];
    if (!next) return router.push(homePath(led.target));
    if (next.page !== step.page) return router.push(stepPath({ ...led, task: view.task }, next, to));
    // The same page: what else its address says stays, and nothing is asked of the server.
    const here = new URLSearchParams(query);
    here.set(TOUR, String(to));
    history.pushState(null, '', withQuery(path, here));
  };
  const close = () => {
    const here = new URLSearchParams(query);
    here.delete(TOUR);
    history.replaceState(null, '', withQuery(path, here));
    document.getElementById('main')?.focus({ preventScroll: true });
  };
  return { number: led.step, count: steps.length, step, go, close };
}

export function TourPanel() {
  const tour = useTour();
  return tour ? <Stop {...tour} /> : null;
}

type Stop = NonNullable<ReturnType<typeof useTour>>;

/** What a step says, beside the part of the page that it is about. */
function Stop({ number, count, step, go, close }: Stop) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const part = useElement(step.at);
  const lacks = useLacks(step, part);
  const isShown = part !== null || lacks;

  useLayoutEffect(() => {
    if (!part || !panel.current) return;
    part.dataset.toured = '';
    // Before the panel is placed. On a phone, where it is docked below, its part goes to the top.
    const isDocked = getComputedStyle(panel.current).position === 'fixed';
    part.scrollIntoView({ block: isDocked ? 'start' : 'nearest' });
    return () => void delete part.dataset.toured;
  }, [part]);
  useBeside(panel, part ?? (lacks ? document.body : null), GAP);
  useEffect(() => {
    if (isShown) panel.current?.focus({ preventScroll: true });
  }, [number, isShown]);

  const isLast = number === count;
  const next = () => (isLast ? close() : go(number + 1));
  const keys: Record<string, () => void> = {
    ArrowRight: next,
    ArrowLeft: () => go(number - 1),
  };
  useKeys({ Escape: close });
  return (
    <div
      ref={panel}
      popover="manual"
      role="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      tabIndex={-1}
      className="float tour"
      onKeyDown={(event) => {
        const act = keys[event.key];
        if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        act();
      }}
    >
      <div className="dialog-head">
        <h2 id={`${id}-title`}>
          <span className="caption">
            Tour, {number} of {count}
          </span>{' '}
          {step.title}
        </h2>
        <button
          type="button"
          className="button quiet icon-only"
          aria-label="End the tour"
          onClick={close}
          aria-keyshortcuts="Escape"
        >
          <Icon name="close" />
        </button>
      </div>
      <p id={`${id}-text`}>
        {lacks ? 'This page does not show what this step is about; the next one may. ' : null}
        {step.text}
      </p>
      <div className="tour-ways">
        <button type="button" className="button" onClick={() => go(number - 1)} aria-keyshortcuts="ArrowLeft">
          Back
        </button>
        <button type="button" className="button primary" onClick={next} aria-keyshortcuts="ArrowRight">
          {isLast ? 'Done' : 'Next'}
        </button>
        <span className="caption wide" aria-hidden="true">
          <span className="keycap">←</span> <span className="keycap">→</span>{' '}
          <span className="keycap">Esc</span>
        </span>
      </div>
    </div>
  );
}

/** Whether a step has waited for its part in vain. */
function useLacks(step: TourStep, part: HTMLElement | null): boolean {
  const [waited, setWaited] = useState<TourStep | null>(null);
  useEffect(() => {
    if (part) return;
    const timer = setTimeout(() => setWaited(step), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [step, part]);
  return part === null && waited === step;
}

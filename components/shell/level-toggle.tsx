'use client';

import { useSyncExternalStore } from 'react';
import { LEVEL_COOKIE, LEVELS, readLevel, type Level } from './level';

const YEAR = 365 * 24 * 3600;

/** What the page is told in stands on its root, where all toggles of a page find it. */
const chosen = (): Level => readLevel(document.documentElement.dataset.level);

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-level'] });
  return () => observer.disconnect();
}

function choose(level: Level): void {
  const root = document.documentElement;
  if (level === 'plain') delete root.dataset.level;
  else root.dataset.level = level;
  document.cookie =
    level === 'plain'
      ? `${LEVEL_COOKIE}=; path=/; max-age=0; samesite=lax`
      : `${LEVEL_COOKIE}=${level}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** Plain words or those of research. A cookie, as the theme is, so that the server paints what was chosen. */
export function LevelToggle({ initial }: { initial: Level }) {
  const level = useSyncExternalStore(subscribe, chosen, () => initial);
  return (
    <div className="level" role="group" aria-label="Words">
      <span className="caption" aria-hidden="true">
        Words
      </span>
      <span className="segments">
        {LEVELS.map((one) => (
          <button key={one} type="button" aria-pressed={one === level} onClick={() => choose(one)}>
            {one}
            <span className="visually-hidden"> words</span>
          </button>
        ))}
      </span>
    </div>
  );
}

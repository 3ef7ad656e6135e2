'use client';

import { useEffect, useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { Icon } from '@/components/ui/icon';
import { useKeys } from '@/components/ui/use-keys';
import type { Target } from './navigation';

// The palette and what it needs are fetched when it is first opened.
const Palette = onDemand(() => import('./palette').then((module) => module.Palette));

/** Opens the palette: by click, by `/`, or by Ctrl K from anywhere. */
export function SearchButton({ targets }: { targets: Target[] }) {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };
  useKeys({ '/': show });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      setWanted(true);
      setOpen((now) => !now);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        className="search-button"
        onClick={show}
        aria-label="Search: find a text or a subject"
        aria-keyshortcuts="/ Control+K"
      >
        <Icon name="search" />
        <span>Find a text or a subject</span>
        <span className="keycap" aria-hidden="true">
          /
        </span>
      </button>
      {wanted ? <Palette open={open} onClose={() => setOpen(false)} targets={targets} /> : null}
    </>
  );
}

'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { TOUR } from './step';

// Fetched by those who take it.
const TourPanel = dynamic(() => import('./tour-panel').then((module) => module.TourPanel), { ssr: false });

/** The tour, on whatever page the address says that it has come to. */
export function Tour() {
  return useSearchParams().has(TOUR) ? <TourPanel /> : null;
}

'use client';

import { useSearchParams } from 'next/navigation';
import { onDemand } from '@/components/ui/on-demand';
import { TOUR } from './step';

// Fetched by those who take it.
const TourPanel = onDemand(() => import('./tour-panel').then((module) => module.TourPanel));

/** The tour, on whatever page the address says that it has come to. */
export function Tour() {
  return useSearchParams().has(TOUR) ? <TourPanel /> : null;
}

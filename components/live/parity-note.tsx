'use client';

import { onDemand } from '@/components/ui/on-demand';

// Fetched by those whose GPU has measured something.
export const ParityNote = onDemand(() => import('./parity').then((module) => module.ParityNote));

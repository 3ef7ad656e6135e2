'use client';

import { useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import type { PageView } from '@/lib/permalink/page-view';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { View } from '@/lib/permalink/view';

// Fetched when it is first opened.
const ShareForm = onDemand(() => import('./share-form').then((module) => module.ShareForm));

/** What a link will restore, gathered when it is made. */
export interface Shareable {
  view: View | PageView;
  live: Snapshot | null;
}

export interface ShareProps {
  open: boolean;
  onClose: () => void;
  gather: () => Shareable | Promise<Shareable>;
  /** What the link will restore, in words. */
  summary: string;
}

/** Makes a short link to the view as it stands, with a note, and hands it over. */
export function ShareDialog(props: ShareProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  return wanted ? <ShareForm {...props} /> : null;
}

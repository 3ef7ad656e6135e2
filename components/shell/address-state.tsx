'use client';

import { NuqsAdapter } from 'nuqs/adapters/next/app';

/** What pages with state in their address need; the home page does without. */
export function AddressState({ children }: { children: React.ReactNode }) {
  return <NuqsAdapter>{children}</NuqsAdapter>;
}

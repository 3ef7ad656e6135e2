'use client';

import { useSelectedLayoutSegment } from 'next/navigation';
import { Offline } from './offline';

/** What stands around every page, but for those that stand in frames of other sites (`app/embed`), which have their own. */
export function Frame({
  before,
  after,
  children,
}: {
  before: React.ReactNode;
  after: React.ReactNode;
  children: React.ReactNode;
}) {
  if (useSelectedLayoutSegment() === 'embed') return children;
  return (
    <>
      {before}
      <Offline />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {after}
    </>
  );
}

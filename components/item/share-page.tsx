'use client';

import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { useKeys } from '@/components/ui/use-keys';
import type { PageName } from '@/lib/permalink/page-view';
import { ShareDialog } from './share-dialog';

/** The share button of a page whose state is all in its address, as it stands when the link is made. */
export function SharePage({
  page,
  id = '',
  query,
  summary,
}: {
  page: PageName;
  id?: string;
  /** What the page was made for, where the server knows; on the address of a link its own query is not there. */
  query?: string;
  summary: string;
}) {
  const [sharing, setSharing] = useState(false);
  useKeys({ s: () => setSharing(true) });
  return (
    <>
      <button type="button" className="button quiet" onClick={() => setSharing(true)} aria-keyshortcuts="s">
        <Icon name="link" />
        Share
      </button>
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        gather={async () => {
          const { pageView } = await import('@/lib/permalink/page-view');
          return { view: pageView(page, id, new URLSearchParams(query ?? location.search)), live: null };
        }}
        summary={summary}
      />
    </>
  );
}

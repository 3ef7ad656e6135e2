'use client';

import { ReportHeight } from '@/components/embed/report-height';
import { StateBlock } from '@/components/ui/state';

/** What stands in place of an embed that could not be shown. */
export default function EmbedError({ retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="embed">
      <StateBlock
        caution
        level={1}
        title="This could not be shown"
        action={
          <button type="button" className="button primary" onClick={retry}>
            Try again
          </button>
        }
      >
        <p>The store did not answer, or it holds something this version cannot read.</p>
      </StateBlock>
      <ReportHeight />
    </main>
  );
}

'use client';

import { StateBlock } from '@/components/ui/state';

/** What stands in place of a page that could not be shown. */
export default function PageError({ retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div className="lone">
      <StateBlock
        caution
        level={1}
        title="This page could not be shown"
        action={
          <>
            <button type="button" className="button primary" onClick={retry}>
              Try again
            </button>
            <a href="/api/health">State of the store</a>
          </>
        }
      >
        <p>
          Recorded pages need the store. It did not answer, or it holds something this version cannot read.
        </p>
      </StateBlock>
    </div>
  );
}

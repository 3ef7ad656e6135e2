'use client';

import './tokens.css';
import './components.css';
import './states.css';
import { StateBlock } from '@/components/ui/state';

/** The last resort, when not even the frame of a page could be made. */
export default function GlobalError({ retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="lone">
          <StateBlock
            caution
            level={1}
            title="Mirrorscope could not show this page"
            action={
              <button type="button" className="button primary" onClick={retry}>
                Try again
              </button>
            }
          >
            <p>The server’s log says why.</p>
          </StateBlock>
        </main>
      </body>
    </html>
  );
}

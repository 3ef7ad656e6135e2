import type { Metadata } from 'next';
import Link from 'next/link';
import { StateBlock } from '@/components/ui/state';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <div className="lone">
      <StateBlock
        level={1}
        title="There is nothing at this address"
        action={
          <Link className="button" href="/">
            Go to the home page
          </Link>
        }
      >
        <p>The item may belong to another bundle, or the link was cut short.</p>
      </StateBlock>
    </div>
  );
}

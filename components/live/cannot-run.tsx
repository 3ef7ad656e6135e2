import Link from 'next/link';
import { StateBlock } from '@/components/ui/state';

/** In place of live work on a model whose weights are not here, with a way on. */
export function CannotRun({ href, name }: { href: string; name: string }) {
  return (
    <StateBlock
      title="This model cannot be run here"
      level={2}
      action={
        <Link className="button" href={href}>
          {name}
        </Link>
      }
    >
      <p>Its weights are not shipped with this site.</p>
    </StateBlock>
  );
}

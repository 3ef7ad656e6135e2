import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { findViewAt } from '@/components/task/views';
import { StateBlock } from '@/components/ui/state';
import { ownPath, TAB, TAB_PATH } from '@/lib/api/paths';

/** Nothing is on record of a folder in a tab: what a reader can ask of their own is all there is. */
export default async function Page({ params }: PageProps<'/tab/[task]'>) {
  const view = findViewAt((await params).task);
  if (!view) notFound();
  if (view.task.own) redirect(ownPath(view.task, TAB));
  return (
    <div className="lone">
      <StateBlock
        level={1}
        title={`No ${view.items} of a folder in a tab`}
        action={
          <Link className="button" href={TAB_PATH}>
            To the folder
          </Link>
        }
      >
        <p>
          They are measured by commands: <code>npm run lab -- import model FOLDER</code> brings the folder
          into the store, <code>lab truth</code> measures questions about it.
        </p>
      </StateBlock>
    </div>
  );
}

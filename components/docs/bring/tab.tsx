import Link from 'next/link';
import { TAB_PATH } from '@/lib/api/paths';

/** A folder becomes the target of a tab. */
export function BringToTab() {
  return (
    <>
      <p>
        Without a command: <Link href={TAB_PATH}>drop a model folder into a page</Link>. It is read where it
        lies and runs in that tab alone; what it takes is said before anything is read, and a model that is
        too large is refused with the reason.
      </p>
      <dl>
        <dt>What there is</dt>
        <dd>
          The playground, and patching and ablation of your own texts. Nothing is on record of such a model,
          and no explainer speaks for it: for that, import it.
        </dd>
        <dt>How large</dt>
        <dd>
          Weights run as float32: on WebAssembly up to some 500 million parameters, since its memory ends at 4
          GB; on a GPU as far as its memory and its largest buffer reach.
        </dd>
        <dt>Links</dt>
        <dd>
          A link holds your text and the name of the folder with the hash of its <code>config.json</code>, no
          values and no weights: whoever opens it chooses the folder on their own disk, and measures again.
        </dd>
      </dl>
    </>
  );
}

import { minute } from '@/components/ui/badge';
import type { PermalinkRecord } from '@/lib/store/records';

/** What stands above a shared view: the note of whoever made the link, and what the link is. */
export function PermalinkNote({ link, version }: { link: PermalinkRecord; version: number }) {
  return (
    <div className="plink">
      {link.note ? <p className="claim">{link.note}</p> : null}
      <p className="cap">
        shared view <span className="mono">{link.slug}</span>, made {minute(link.createdAt)}, view v{version}
        {link.live === null ? '' : ', with live values as they stood then'}
      </p>
    </div>
  );
}

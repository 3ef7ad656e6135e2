import { minute } from '@/components/ui/badge';
import type { PermalinkRecord } from '@/lib/store/records';

function liveOf({ live, liveUntil }: PermalinkRecord): string {
  if (liveUntil === null) return '';
  const day = liveUntil.slice(0, 10);
  return live === null
    ? `; its live values were kept until ${day}`
    : `, with live values as they stood then, kept until ${day}`;
}

/** What stands above a shared view: the note of whoever made the link, and what the link is. */
export function PermalinkNote({ link, version }: { link: PermalinkRecord; version: number }) {
  return (
    <div className="plink">
      {link.note ? <p className="claim">{link.note}</p> : null}
      <p className="cap">
        shared view <span className="mono">{link.slug}</span>, made {minute(link.createdAt)}, view v{version}
        {liveOf(link)}
      </p>
    </div>
  );
}

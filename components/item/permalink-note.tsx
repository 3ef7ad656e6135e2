import { minute } from '@/components/ui/badge';
import { StateBlock } from '@/components/ui/state';
import type { PermalinkRecord } from '@/lib/store/records';

/** How the live values of a link stand to what is shipped now. */
export type LiveValues = 'none' | 'current' | 'outdated' | 'unreadable';

function liveWords({ live, liveUntil }: PermalinkRecord, values: LiveValues): string {
  if (liveUntil === null) return '';
  const day = liveUntil.slice(0, 10);
  if (live === null) return `; its live values were kept until ${day}`;
  return values === 'current' || values === 'outdated'
    ? `, with live values as they stood then, kept until ${day}`
    : '';
}

/** What stands above a shared view: the note of whoever made the link, and what the link is. */
export function PermalinkNote({
  link,
  version,
  target,
  values,
}: {
  link: PermalinkRecord;
  version: number;
  target: string;
  values: LiveValues;
}) {
  return (
    <div className="permalink">
      {link.note ? <p className="claim">{link.note}</p> : null}
      <p className="caption">
        shared view <span className="mono">{link.slug}</span>, made {minute(link.createdAt)}, view v{version}
        {liveWords(link, values)}
      </p>
      {values === 'outdated' ? (
        <StateBlock caution title="The live values are of other weights" level={2}>
          <p>
            The weights of <span className="mono">{target}</span> have changed since this link was made. Its
            live values belong to the earlier ones; measured again, they may differ.
          </p>
        </StateBlock>
      ) : null}
      {values === 'unreadable' ? (
        <StateBlock caution title="The live values cannot be read" level={2}>
          <p>
            They are in a form that this version of the site does not know. The view is shown without them.
          </p>
        </StateBlock>
      ) : null}
    </div>
  );
}

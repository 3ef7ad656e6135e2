'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { embeddedPath, withQuery } from '@/lib/api/paths';

/** To the page that an embed shows a part of, with what is chosen in it, in a tab of its own: a frame has no room for a site. */
export function OpenLink() {
  const query = new URLSearchParams(useSearchParams());
  query.delete('theme');
  return (
    <a href={withQuery(embeddedPath(usePathname()), query)} target="_blank" rel="noopener">
      Open in Mirrorscope
      <span className="visually-hidden">, in a new tab</span>
    </a>
  );
}

'use client';

import Link from 'next/link';
import { useState, type ComponentProps } from 'react';

/** A link whose page is fetched ahead once a reader points at it, and not for everyone who only sees it. */
export function PointedLink(props: ComponentProps<typeof Link>) {
  const [pointed, setPointed] = useState(false);
  const point = () => setPointed(true);
  return (
    <Link
      {...props}
      prefetch={pointed ? null : false}
      onMouseEnter={point}
      onTouchStart={point}
      onFocus={point}
    />
  );
}

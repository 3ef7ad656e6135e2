'use client';

import { lazy, Suspense, type ComponentType } from 'react';

/**
 * A part of a page that is fetched when it is first shown, so that pages load without it. Where it cannot be had, as without a
 * network, the page stays and says so in its place.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load().catch((): ComponentType<Props> => Unreachable) }));
  return function OnDemand(props: Props) {
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}

function Unreachable() {
  return (
    <span role="alert" className="caption">
      The server cannot be reached. Reload the page to try again.
    </span>
  );
}

'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Icon } from '@/components/ui/icon';
import { PointedLink } from '@/components/ui/pointed-link';

export interface Target {
  id: string;
  name: string;
}

/** The target of the page: part of the path, or of the query on the home page, else the first model. */
function useTarget(targets: Target[]): string | null {
  const path = usePathname();
  const query = useSearchParams();
  const known = (id: string | null | undefined) => targets.find((target) => target.id === id)?.id;
  return (
    known(decodeURIComponent(path.split('/')[1] ?? '')) ??
    known(query.get('target')) ??
    targets[0]?.id ??
    null
  );
}

/** Which model is explained. Changing it leads to the same kind of page for the other one. */
export function TargetSwitch({ targets }: { targets: Target[] }) {
  const current = useTarget(targets);
  const path = usePathname();
  const router = useRouter();
  // A shared view has its own target, which its title names.
  if (current === null || path.startsWith('/p/')) return null;
  return (
    <label className="btn quiet target">
      target
      <select
        value={current}
        onChange={(event) => {
          const id = encodeURIComponent(event.target.value);
          router.push(path === '/' ? `/?target=${id}` : `/${id}/patching`);
        }}
      >
        {targets.map((target) => (
          <option key={target.id} value={target.id}>
            {target.name}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </label>
  );
}

const PAGES = [{ name: 'Patching', segment: 'patching' }] as const;

/** The pages of a target: links in the bar, or tabs under it on a phone. */
export function PageLinks({ targets }: { targets: Target[] }) {
  const current = useTarget(targets);
  const path = usePathname();
  if (current === null) return null;
  return PAGES.map(({ name, segment }) => (
    <PointedLink
      key={segment}
      href={`/${encodeURIComponent(current)}/${segment}`}
      aria-current={path.split('/')[2] === segment ? 'page' : undefined}
    >
      {name}
    </PointedLink>
  ));
}

'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { PredictLinks } from '@/components/task/view';
import { useKeys } from '@/components/ui/use-keys';

/** Reading a question, or predicting its answer first. Nothing is fetched ahead, as the one page holds the answer of the other. */
export function ModeSwitch({
  links: { read, predict },
  isPredicting,
}: {
  links: PredictLinks;
  isPredicting: boolean;
}) {
  const router = useRouter();
  useKeys({ p: () => router.push(isPredicting ? read : predict) });
  const modes = [
    { name: 'Read', href: read, isOn: !isPredicting },
    { name: 'Predict first', href: predict, isOn: isPredicting },
  ];
  return (
    <nav className="segments full mode-switch" aria-label="Read, or predict first">
      {modes.map(({ name, href, isOn }) => (
        <Link
          key={name}
          href={href}
          aria-current={isOn ? 'true' : undefined}
          aria-keyshortcuts={isOn ? undefined : 'p'}
          prefetch={false}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

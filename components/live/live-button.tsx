'use client';

import { bytes } from '@/components/format/number';
import { Icon } from '@/components/ui/icon';
import type { Provider } from '@/lib/words';

/** What a button costs: bytes while something has to be fetched, else where it runs. */
export function costWords(toFetch: number, provider: Provider | null): string {
  if (toFetch > 0) return bytes(toFetch);
  return provider ? `on ${provider}` : '';
}

/** A button that starts live work and says its cost. */
export function LiveButton({
  busy,
  provider,
  toFetch,
  onClick,
  children,
}: {
  busy: boolean;
  provider: Provider | null;
  toFetch: number;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button type="button" className="button" onClick={onClick} disabled={busy}>
      <Icon name="play" />
      {children} <span className="caption">{costWords(toFetch, provider)}</span>
    </button>
  );
}

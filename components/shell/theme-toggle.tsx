'use client';

import { useState } from 'react';
import { Icon, type IconName } from '@/components/ui/icon';
import { NEXT_THEME, THEME_COOKIE, type Theme } from './theme';

const ICONS: Record<Theme, IconName> = { system: 'contrast', light: 'sun', dark: 'moon' };
const YEAR = 365 * 24 * 3600;

/**
 * Steps through system, light and dark. The choice is a cookie, so that the server paints the page in it from the
 * first byte and no script has to run before.
 */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = () => {
    const next = NEXT_THEME[theme];
    const root = document.documentElement;
    if (next === 'system') delete root.dataset.theme;
    else root.dataset.theme = next;
    document.cookie =
      next === 'system'
        ? `${THEME_COOKIE}=; path=/; max-age=0; samesite=lax`
        : `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR}; samesite=lax`;
    setTheme(next);
  };
  return (
    <button
      type="button"
      className="button icon-only quiet"
      onClick={choose}
      aria-label={`Theme: ${theme}. Switch to ${NEXT_THEME[theme]}`}
      title={`theme: ${theme}`}
    >
      <Icon name={ICONS[theme]} />
    </button>
  );
}

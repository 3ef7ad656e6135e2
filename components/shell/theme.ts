/** The reader's choice of theme. `system` is the absence of a choice. */
export type Theme = 'light' | 'dark' | 'system';

export const THEME_COOKIE = 'theme';

export function readTheme(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}

export const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

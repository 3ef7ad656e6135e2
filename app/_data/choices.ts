import { cookies } from 'next/headers';
import { LEVEL_COOKIE, readLevel, type Level } from '@/components/shell/level';
import { readTheme, THEME_COOKIE, type Theme } from '@/components/shell/theme';

/** What this reader chose, by the cookies that reach a page (server/rendering.ts). */
export async function loadChoices(): Promise<{ theme: Theme; level: Level }> {
  const jar = await cookies();
  return {
    theme: readTheme(jar.get(THEME_COOKIE)?.value),
    level: readLevel(jar.get(LEVEL_COOKIE)?.value),
  };
}

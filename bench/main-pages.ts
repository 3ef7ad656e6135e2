import { COMPARE_PATH, itemPath, listPath } from '@/lib/api/paths';
import { patch } from '@/lib/task/patch';
import { firstQuestion } from './first-question';

/** The pages that most readers meet: home, a list, an item of it, the comparison, the playground. */
export const MAIN_PAGES = ['home', 'list', 'item', 'compare', 'playground'] as const;
type MainPage = (typeof MAIN_PAGES)[number];

/**
 * The address of a page that may be given by its name.
 * @throws Error where it is neither an address nor a name
 */
export async function placeOf(page: string, server: string, target: string): Promise<string> {
  switch (page as MainPage) {
    case 'home':
      return '/';
    case 'list':
      return listPath(patch, target);
    case 'item':
      return itemPath(patch, target, await firstQuestion(server, target));
    case 'compare':
      return COMPARE_PATH;
    case 'playground':
      return `/${target}/playground`;
    default:
      if (page.startsWith('/')) return page;
      throw new Error(`${page} is neither an address nor one of ${MAIN_PAGES.join(', ')}`);
  }
}

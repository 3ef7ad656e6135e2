import { decodeView } from './decode-view';
import { pages, pageView, type PageView } from './page-view';
import { VIEW_VERSION, type View } from './view';

/**
 * What a link restores.
 * @throws Error with one line that names what is wrong
 */
export function decodeLink(encoded: string): View | PageView {
  const url = URL.canParse(encoded, 'http://view.invalid') ? new URL(encoded, 'http://view.invalid') : null;
  const path = url && encoded.startsWith('/') && !encoded.startsWith('//') ? pathOf(url) : '';
  const found = pages.find(([, { pattern, isId }]) => {
    const id = pattern.exec(path);
    return id && (isId?.(id[1] ?? '') ?? true);
  });
  if (!url || !found) return decodeView(encoded);
  const [page, { pattern, names }] = found;
  const v = url.searchParams.get('v');
  if (v !== String(VIEW_VERSION))
    throw new Error(`This view has version ${v ?? 'none'}; this site reads version ${VIEW_VERSION}.`);
  const stray = [...url.searchParams.keys()].find((name) => name !== 'v' && !names.includes(name));
  if (stray !== undefined) throw new Error(`The page of this view has no ${stray.slice(0, 40)}.`);
  return pageView(page, pattern.exec(path)?.[1] ?? '', url.searchParams);
}

/** The path as it was before it was written into an address; what cannot be read names no page. */
function pathOf({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

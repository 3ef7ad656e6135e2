import type { Copyable } from './copyable';
import type { Paint } from './drawing';
import { figureOf, type Figure } from './figure';
import { bibtex, iframeCode, markdown } from './forms';
import { tableText } from './table';

/** What copying takes from the browser that it happens in. */
export interface CopyContext {
  /** The site, as it is known here: `https://mirrorscope.example`. */
  site: string;
  now: Date;
  paint: Paint;
  /** What the API answers at an address. */
  ask(path: string): Promise<object>;
  /** A figure as pixels. */
  png(figure: Figure): Promise<Blob>;
}

/** A form in which a view can be copied. */
export interface CopyKind {
  id: string;
  name: string;
  /** What it is, in a few words. */
  meaning: string;
  type: 'text/plain' | 'image/png';
  /** How the name of its file ends; null for what is pasted and never kept as a file. */
  extension: string | null;
  make(what: Copyable, context: CopyContext): string | Promise<string | Blob>;
}

/** Every form, in the order of the menu. */
export const COPY_KINDS: readonly CopyKind[] = [
  {
    id: 'link',
    name: 'Link',
    meaning: 'the address of this view',
    type: 'text/plain',
    extension: null,
    make: ({ page }, { site }) => site + page,
  },
  {
    id: 'iframe',
    name: 'Iframe code',
    meaning: 'to show it in a page of your own',
    type: 'text/plain',
    extension: null,
    make: (what, { site }) => iframeCode(what, site),
  },
  {
    id: 'markdown',
    name: 'Markdown',
    meaning: 'a link with what is measured and claimed',
    type: 'text/plain',
    extension: null,
    make: (what, { site }) => markdown(what, site),
  },
  {
    id: 'bibtex',
    name: 'BibTeX',
    meaning: 'a citation',
    type: 'text/plain',
    extension: null,
    make: (what, { site, now }) => bibtex(what, site, now),
  },
  {
    id: 'png',
    name: 'PNG',
    meaning: 'the picture, as pixels',
    type: 'image/png',
    extension: 'png',
    make: (what, { site, paint, png }) => png(figureOf(what, site, paint)),
  },
  {
    id: 'svg',
    name: 'SVG',
    meaning: 'the picture, as lines and text',
    type: 'text/plain',
    extension: 'svg',
    make: (what, { site, paint }) => figureOf(what, site, paint).svg,
  },
  {
    id: 'csv',
    name: 'CSV',
    meaning: 'the values that are drawn, as a table',
    type: 'text/plain',
    extension: 'csv',
    make: (what) => tableText(what.table()),
  },
  {
    id: 'json',
    name: 'JSON',
    meaning: 'everything on record, as the API gives it',
    type: 'text/plain',
    extension: 'json',
    make: async ({ api }, { ask }) => JSON.stringify(await ask(api), null, 2),
  },
];

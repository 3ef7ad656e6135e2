import { VERDICT_NAMES } from '@/components/format/words';
import { embedPath } from '@/lib/api/paths';
import type { Copyable } from './copyable';
import { escapeMarkup } from './markup';

/**
 * The frame of an embed, as a page of another site has it. The sandbox is a promise that whoever pastes it can read: the embed
 * runs its scripts, opens Mirrorscope in a tab of its own, and navigates nothing.
 */
export function iframeCode({ title, page, height }: Copyable, site: string): string {
  const attributes = {
    src: site + embedPath(page),
    title: `${title} (Mirrorscope)`,
    width: '100%',
    height: String(height),
    style: 'border: 0',
    loading: 'lazy',
    sandbox: 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeMarkup(value)}"`);
  return `<iframe ${written.join(' ')}></iframe>`;
}

/** Characters that mean something to Markdown lose their meaning; a line stays one. */
const escapeMarkdown = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, (character) => `\\${character}`);

/** A link with what was measured and what is claimed. */
export function markdown({ title, measured, claims, page }: Copyable, site: string): string {
  const address = (site + page).replace(/[()]/g, (character) => (character === '(' ? '%28' : '%29'));
  const said = claims.map(
    ({ who, text, verdict }) =>
      `${escapeMarkdown(who)} says “${escapeMarkdown(text)}” (${VERDICT_NAMES[verdict]})`,
  );
  return `[${escapeMarkdown(title)}](${address}): ${[escapeMarkdown(measured), ...said].join('; ')}.`;
}

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escapeTex = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\{}$&%#_~^]/g, (character) => TEX[character] ?? `\\${character}`);

/**
 * A citation. The values stay with their source; the page may change, so that the day on which it was seen is named.
 *
 * @param now when it is seen
 */
export function bibtex({ key, title, measured, source, page }: Copyable, site: string, now: Date): string {
  const fields = {
    author: '{Mirrorscope contributors}',
    title: `{${escapeTex(title)}}`,
    year: String(now.getUTCFullYear()),
    howpublished: `\\url{${site}${page}}`,
    note: escapeTex(`${measured}; ${source}; seen on ${now.toISOString().slice(0, 10)}`),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{mirrorscope:${key},`, ...lines, '}'].join('\n');
}

import { createHash, randomBytes } from 'node:crypto';

/**
 * Which inline scripts of a page may run. Next.js marks the scripts that it writes itself with a nonce which it takes
 * from the policy of the request; a page that is kept for later readers must not carry one, as a nonce that is used
 * twice is known. So each rendering gets a nonce of its own, the policy names the hashes of the scripts that bear it, and it
 * is taken out. A script that found its way into a page by other means bears none and stays forbidden.
 */

/** One that nobody can guess, in the form in which Next.js reads it from a request. */
export function newNonce(): { nonce: string; policy: string } {
  const nonce = randomBytes(18).toString('base64url');
  return { nonce, policy: `script-src 'nonce-${nonce}'` };
}

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/g;

/** The page without its nonce, and its policy with the hashes of the scripts that bore it. */
export function hashScripts(html: string, nonce: string, policy: string): { html: string; policy: string } {
  const mark = `nonce="${nonce}"`;
  // Pages made by the build know of no request and hold no word of a reader: their scripts are all Next.js's own.
  const prerendered = !html.includes(mark);
  const hashes = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(SCRIPT)) {
    if (/\ssrc=/.test(attributes) || !(prerendered || attributes.includes(mark))) continue;
    hashes.add(`'sha256-${createHash('sha256').update(text.replaceAll(nonce, '')).digest('base64')}'`);
  }
  return {
    html: html.replaceAll(nonce, ''),
    policy: policy.replace(/script-src 'self'/, (source) => [source, ...hashes].join(' ')),
  };
}

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashScripts, newNonce } from './csp';

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the policy of a page', () => {
  it('names the inline scripts that bear the nonce of its rendering, and the page keeps no nonce', () => {
    const { nonce } = newNonce();
    const page = [
      `<script nonce="${nonce}">boot({"nonce":"${nonce}"})</script>`,
      `<script src="/_next/a.js" async="" nonce="${nonce}"></script>`,
      `<script nonce="${nonce}" id="b">two()</script>`,
    ].join('<p>');
    const { html, policy } = hashScripts(page, nonce, POLICY);
    expect(html).not.toContain(nonce);
    expect(policy).toBe(
      `default-src 'self'; script-src 'self' ${hashOf('boot({"nonce":""})')} ${hashOf('two()')} 'wasm-unsafe-eval'; style-src 'self'`,
    );
  });

  it('does not name a script that bears none', () => {
    const { nonce } = newNonce();
    const page = `<script>stolen()</script><script nonce="guess">stolen()</script><script nonce="${nonce}">own()</script>`;
    const { policy } = hashScripts(page, nonce, POLICY);
    expect(policy).toContain(hashOf('own()'));
    expect(policy).not.toContain(hashOf('stolen()'));
  });

  it('names all of a page that the build made, which no reader had a word in', () => {
    const { policy } = hashScripts('<script>boot()</script>', newNonce().nonce, POLICY);
    expect(policy).toContain(hashOf('boot()'));
  });

  it('has a nonce that Next.js reads, another each time', () => {
    const { nonce, policy } = newNonce();
    // The form that Next.js takes, of next/dist/server/app-render/get-script-nonce-from-header.js.
    expect(policy.split(/\s+/)[1]).toMatch(/^'nonce-([A-Za-z0-9+/_-]+={0,2})'$/);
    expect(newNonce().nonce).not.toBe(nonce);
  });
});

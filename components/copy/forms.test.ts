import { describe, expect, it } from 'vitest';
import type { Copyable } from './copyable';
import { bibtex, iframeCode, markdown } from './forms';

const SITE = 'https://mirrorscope.example';

const what = (over: Partial<Copyable> = {}): Copyable => ({
  key: 'a-patching-4be19d1',
  title: 'France, patched from Italy',
  measured: 'measured Paris → Rome at layer 2, ·is',
  claims: [{ who: 'self', text: 'It changes to Rome.', verdict: 'right' }],
  source: 'a, truth 0123456',
  page: '/a/patching/4be19d1?layer=2&pos=4',
  height: 500,
  api: '/api/v1/questions/4be19d1',
  draw: () => ({ width: 10, height: 10, content: '' }),
  table: () => ({ columns: [], rows: [] }),
  ...over,
});

describe('the code of a frame', () => {
  it('shows the embed of the page, with what is chosen on it', () => {
    const code = iframeCode(what(), SITE);
    expect(code).toMatch(/^<iframe [^>]+><\/iframe>$/);
    expect(code).toContain('src="https://mirrorscope.example/embed/a/patching/4be19d1?layer=2&amp;pos=4"');
    expect(code).toContain('title="France, patched from Italy (Mirrorscope)"');
    expect(code).toContain('height="500"');
  });

  it('lets the frame navigate nothing', () => {
    expect(iframeCode(what(), SITE)).toMatch(/sandbox="(?!.*top-navigation)[^"]+"/);
  });

  it('holds a title that would end it', () => {
    expect(iframeCode(what({ title: '"><script>alert(1)</script>' }), SITE)).toContain(
      'title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; (Mirrorscope)"',
    );
  });
});

describe('Markdown', () => {
  it('is a link with what was measured and what is claimed', () => {
    expect(markdown(what(), SITE)).toBe(
      '[France, patched from Italy](https://mirrorscope.example/a/patching/4be19d1?layer=2&pos=4): ' +
        'measured Paris → Rome at layer 2, ·is; self says “It changes to Rome.” (right).',
    );
  });

  it('takes what a model wrote for text', () => {
    const said = { who: 'self', text: '*x*\n[y](z) <b>', verdict: 'unknown' as const };
    expect(markdown(what({ title: 'a]b', claims: [said], page: '/a(b)' }), SITE)).toBe(
      '[a\\]b](https://mirrorscope.example/a%28b%29): measured Paris → Rome at layer 2, ·is; ' +
        'self says “\\*x\\* \\[y\\](z) \\<b\\>” (not checkable).',
    );
  });
});

describe('BibTeX', () => {
  const now = new Date('2026-03-04T23:00:00Z');

  it('names the page, what was measured, its source and the day', () => {
    expect(bibtex(what(), SITE, now)).toBe(
      [
        '@misc{mirrorscope:a-patching-4be19d1,',
        '  author = {{Mirrorscope contributors}},',
        '  title = {{France, patched from Italy}},',
        '  year = {2026},',
        '  howpublished = {\\url{https://mirrorscope.example/a/patching/4be19d1?layer=2&pos=4}},',
        '  note = {measured Paris → Rome at layer 2, ·is; a, truth 0123456; seen on 2026-03-04},',
        '}',
      ].join('\n'),
    );
  });

  it('takes what means something to TeX for text', () => {
    expect(bibtex(what({ title: '50% of {a_b} & \\c' }), SITE, now)).toContain(
      'title = {{50\\% of \\{a\\_b\\} \\& \\textbackslash{}c}},',
    );
  });
});

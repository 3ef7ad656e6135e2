import { expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import type { Copyable } from './copyable';
import { figureOf, linesOf } from './figure';
import { element } from './markup';

const what: Copyable = {
  key: 'k',
  title: 'A & B <i>',
  measured: 'measured "x" → y',
  claims: [],
  source: 'a, truth 0123456',
  page: '/a/b?c=1&d=2',
  height: 1,
  api: '/api',
  draw: (paint) => ({
    width: 600,
    height: 100,
    content: element('rect', { width: 600, height: 100, fill: paint('var(--seq-3)') }),
  }),
  table: () => ({ columns: [], rows: [] }),
};

it('a figure stands by itself: sized, named, with its source, in colours that need no style sheet', () => {
  const { width, height, svg } = figureOf(
    what,
    'https://m.example',
    (colour) => `rgb(${colour.length}, 0, 0)`,
  );
  const elements = readMarkup(svg);
  expect(elements[0]!.attributes).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect(elements[0]!.attributes).toContain(`viewBox="0 0 ${width} ${height}"`);
  expect([width, height > 100]).toEqual([640, true]);
  const texts = elements.map(({ text }) => text);
  expect(texts).toContain('A &amp; B &lt;i&gt;');
  expect(texts).toContain('measured &quot;x&quot; → y');
  expect(texts.at(-1)).toBe('Mirrorscope, a, truth 0123456, https://m.example/a/b?c=1&amp;d=2');
  expect(svg).not.toContain('var(');
});

it('a long line is broken between words', () => {
  expect(linesOf('one two three', 60, 12)).toEqual(['one two', 'three']);
  expect(linesOf('a-word-that-fits-nowhere x', 30, 12)).toEqual(['a-word-that-fits-nowhere', 'x']);
});

import { expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import { element, escapeMarkup } from './markup';

const HOSTILE = `</text><script>"x" & 'y'\u0000\ud800`;

it('text cannot end what it stands in, and holds nothing that XML cannot', () => {
  expect(escapeMarkup(HOSTILE)).toBe(
    '&lt;/text&gt;&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;\ufffd\ufffd',
  );
});

it('an element escapes its attributes and leaves out those without a value', () => {
  const made = element(
    'a',
    { href: HOSTILE, x: 1 / 3, y: undefined },
    element('b', {}),
    escapeMarkup('1 < 2'),
  );
  expect(readMarkup(made).map(({ name, text }) => [name, text])).toEqual([
    ['a', '1 &lt; 2'],
    ['b', ''],
  ]);
  expect(made).toContain(' x="0.33"');
  expect(made).not.toContain('y=');
});

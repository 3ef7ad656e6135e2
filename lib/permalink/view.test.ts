import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeView } from './decode-view';
import { encodeView, type View } from './view';

/** Links that were handed out: they must keep meaning what they meant. */
const golden: [string, View][] = [
  [
    '/house-a/patching/4be19d?layer=2&pos=4&v=1',
    { task: 'patch', target: 'house-a', question: '4be19d', place: { layer: 2, pos: 4 } },
  ],
  [
    '/house-a/patching/4be19d?layer=2&to=3&pos=4&v=1',
    { task: 'patch', target: 'house-a', question: '4be19d', place: { layer: 2, to: 3, pos: 4 } },
  ],
  ['/house-a/patching/4be19d?v=1', { task: 'patch', target: 'house-a', question: '4be19d', place: {} }],
  [
    '/house-b/patching/own?x=The+capital+of+France+is&s=The+capital+of+Italy+%26+Malta+is&layer=0&pos=3&v=1',
    {
      task: 'patch',
      target: 'house-b',
      own: { x: 'The capital of France is', s: 'The capital of Italy & Malta is' },
      place: { layer: 0, pos: 3 },
    },
  ],
  [
    '/tab/ablation/own?x=The+sky+is&folder=my+model&config=0123456789abcdef&from=1&to=2&v=1',
    {
      task: 'ablate',
      target: 'tab',
      own: { x: 'The sky is' },
      need: { folder: 'my model', config: '0123456789abcdef' },
      place: { from: 1, to: 2 },
    },
  ],
];

describe('a view as text', () => {
  it.each(golden)('%s keeps its meaning', (text, view) => {
    expect(encodeView(view)).toBe(text);
    expect(decodeView(text)).toEqual(view);
  });

  it('comes back as it went, whatever the texts hold', () => {
    const text = fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }).map((s) => s.trim());
    const own = text.filter((s) => s.length > 0 && s.length <= 240);
    const index = fc.integer({ min: 0, max: 9999 });
    const view = fc.record({
      task: fc.constant('patch'),
      target: fc.constantFrom('house-a', 'm.2'),
      own: fc.record({ x: own, s: own }),
      place: fc.record({ layer: index, pos: index }, { requiredKeys: [] }),
    });
    fc.assert(
      fc.property(view, (v) => {
        expect(decodeView(encodeView(v))).toEqual(v);
      }),
    );
  });

  it.each([
    ['https://elsewhere.example/house-a/patching/4be19d?v=1', /begins with the path/],
    ['//elsewhere.example/a?v=1', /begins with the path/],
    ['/house-a/patching/4be19d', /version none/],
    ['/house-a/patching/4be19d?v=2', /version 2; this site reads version 1/],
    ['/house-a/riddles/4be19d?v=1', /No view has the path/],
    ['/house-a/patching/4be19d/more?v=1', /No view has the path/],
    ['/house-a/patching/4be19d?layer=two&v=1', /layer is not valid/],
    ['/house-a/patching/4be19d?layer=3&to=2&pos=1&v=1', /to is not valid/],
    ['/house-a/patching/own?x=&s=b&v=1', /x is not valid/],
    ['/tab/patching/own?x=a&s=b&v=1', /folder is not valid/],
    ['/tab/patching/own?x=a&s=b&folder=m&config=../..&v=1', /config is not valid/],
    ['/tab/patching/4be19d?v=1', /no recorded questions/],
    [`/house-a/patching/own?x=${'a'.repeat(241)}&s=b&v=1`, /x is not valid/],
    ['/house-a/patching/%zz?v=1', /not valid/],
  ])('refuses %s', (text, reason) => {
    expect(() => decodeView(text)).toThrow(reason);
  });
});

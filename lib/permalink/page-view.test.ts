import { describe, expect, it } from 'vitest';
import { decodeLink } from './decode-link';
import { encodeLink, type PageView, pageView, subjectOf } from './page-view';

const views: [string, PageView][] = [
  [
    '/compare?task=patching&error=3&v=1',
    { page: 'compare', id: '', query: { task: 'patching', error: '3' } },
  ],
  ['/runs/ab12?with=cd34%2Cef56&v=1', { page: 'run', id: 'ab12', query: { with: 'cd34,ef56' } }],
  ['/models/house2-b?v=1', { page: 'model', id: 'house2-b', query: {} }],
  [
    '/house2-b/playground?text=a+%26+b&layer=2&pos=1&v=1',
    { page: 'playground', id: 'house2-b', query: { text: 'a & b', layer: '2', pos: '1' } },
  ],
  [
    '/house2-b/patching?facet=layer%3A2&facet=layer%3A3&verdict=a.b%3Aright&q=Peru&predict=1&v=1',
    {
      page: 'list',
      id: 'house2-b/patching',
      query: { facet: ['layer:2', 'layer:3'], verdict: ['a.b:right'], q: 'Peru', predict: '1' },
    },
  ],
  ['/house2-b/ablation?v=1', { page: 'list', id: 'house2-b/ablation', query: {} }],
];

describe('a view of a page whose state is all in its address', () => {
  // Links that were handed out are read for ever: these texts may not change.
  it.each(views)('%s is written and read alike', (text, view) => {
    expect(encodeLink(view)).toBe(text);
    expect(decodeLink(text)).toEqual(view);
  });

  it('is written alike in whatever order its query stood, without what the page does not know', () => {
    const query = new URLSearchParams('error=3&tour=2&task=patching');
    expect(encodeLink(pageView('compare', '', query))).toBe('/compare?task=patching&error=3&v=1');
  });

  it('is one text for the same filters in any order, each once', () => {
    const query = new URLSearchParams('facet=b:1&q=x&facet=a:2&facet=b:1');
    expect(encodeLink(pageView('list', 'a/patching', query))).toBe(
      '/a/patching?facet=a%3A2&facet=b%3A1&q=x&v=1',
    );
  });

  it('is about a run or a model of the store, or about nothing in it', () => {
    const about = (text: string) => {
      const view = decodeLink(text);
      return 'page' in view ? subjectOf(view) : undefined;
    };
    expect(about('/compare?v=1')).toBeNull();
    expect(about('/runs/ab12?v=1')).toEqual({ kind: 'run', id: 'ab12' });
    expect(about('/house2-b/features?v=1')).toEqual({ kind: 'model', id: 'house2-b' });
  });

  it('leaves questions and texts of one’s own to their own form', () => {
    const text = '/house-a/patching/own?x=a&s=b&layer=1&v=1';
    expect(encodeLink(decodeLink(text))).toBe(text);
  });

  it.each([
    ['/compare?task=patching', /version none/],
    ['/compare?task=patching&v=9', /version 9/],
    ['/compare?evil=1&v=1', /has no evil/],
    ['//evil.example/compare?v=1', /begins with the path/],
    ['https://evil.example/compare?v=1', /begins with the path/],
    ['/runs/..%2F..%2Fetc?v=1', /No view has the path/],
    ['/house2-b/nothing?v=1', /No view has the path/],
    ['/house2-b/patching?facet=layer:2', /version none/],
    ['/runs?v=1', /No view has the path/],
    ['/runs/%ff?v=1', /.+/],
  ])('%s is refused in one line', (text, line) => {
    expect(() => decodeLink(text)).toThrow(line);
  });
});

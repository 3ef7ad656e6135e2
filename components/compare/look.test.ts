import { describe, expect, it } from 'vitest';
import { viewOf } from '@/components/task/views';
import { facetsOf, lookAt, lookPath } from './look';

const [patch, ablate] = [viewOf('patch'), viewOf('ablate')];
const answered = [
  { view: patch, targets: ['a', 'b'] },
  { view: ablate, targets: ['b'] },
];
const at = (query: string) => lookAt(new URLSearchParams(query), answered);

describe('what of the comparison an address asks for', () => {
  it('is the first task by its headline and the first target, where it says nothing', () => {
    const { look, notices } = at('');
    expect([look.view, look.metric.id, look.target]).toEqual([patch, 'exactMatch', 'a']);
    expect(notices).toEqual([]);
  });

  it('is what it names, and comes back out of the address that is made of it', () => {
    const { look } = at('task=ablation&metric=hasChangedF1&target=b&by=hint');
    expect([look.view, look.metric.id, look.target, look.by.name]).toEqual([
      ablate,
      'hasChangedF1',
      'b',
      'hint',
    ]);
    expect(at(lookPath(look).split('?')[1]!)).toEqual({ look, notices: [] });
  });

  it('is told where there is no such thing, and the first there is takes its place', () => {
    const { look, notices } = at('task=ablation&target=a&metric=nonsense');
    expect([look.target, look.metric.id]).toEqual(['b', 'exactMatch']);
    expect(notices).toEqual(['There is no metric nonsense here.', 'There is no target a here.']);
  });

  it('leaves metric and facet to another task, which may not have them', () => {
    const { look } = at('metric=contentMatch&by=cell');
    expect(lookPath(look, { view: ablate })).toBe('/compare?task=ablation&target=a');
  });

  it('keeps whose errors are shown, and which of them, for the same target and task alone', () => {
    const { look } = at('erring=a.patch.a.1&error=3');
    expect([look.erring, look.error]).toEqual(['a.patch.a.1', 3]);
    expect(lookPath(look, { by: look.by })).toContain('erring=a.patch.a.1&error=3');
    expect(lookPath(look, { error: 4 })).toContain('error=4');
    expect(lookPath(look, { target: 'b' })).not.toContain('err');
    expect(at('error=nonsense').look.error).toBeUndefined();
  });

  it('offers the facets that scores were taken over', () => {
    expect(facetsOf(patch, ['all', 'cell:1/last', 'position:last']).map(({ name }) => name)).toEqual([
      'position',
      'cell',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { byRole, isControl, kinshipOf, roleOf, type ExplainerTraits, type Lineage } from './role';

const model = (id: string, parentId: string | null = null, parameters = 100): Lineage => ({
  id,
  parentId,
  architecture: 'llama',
  parameters,
});

describe('the kinship of an explainer to its target', () => {
  it.each<[string, Lineage, Lineage, ReturnType<typeof kinshipOf>]>([
    ['the target itself', model('a'), model('a'), 'self'],
    ['a model trained on from the target', model('a'), model('a-sib', 'a'), 'sibling'],
    ['the model that the target was trained on from', model('a-sib', 'a'), model('a'), 'sibling'],
    ['another child of the same parent', model('a1', 'a'), model('a2', 'a'), 'sibling'],
    ['the same recipe from another seed', model('a'), model('b'), 'other-seed'],
    ['another size', model('a'), model('c', null, 400), 'other-size'],
    ['another architecture', model('a'), { ...model('g'), architecture: 'gpt2' }, 'other-size'],
  ])('%s', (_, target, base, kinship) => {
    expect(kinshipOf(target, base)).toBe(kinship);
  });
});

describe('the role of an explainer', () => {
  const trained = (kinship: ExplainerTraits['kinship'], sees: ExplainerTraits['sees']): ExplainerTraits => ({
    baseId: 'a',
    kinship,
    sees,
  });

  it('follows from its kinship and from what it sees', () => {
    expect(roleOf(trained('self', 'vector'))).toBe('self');
    expect(roleOf(trained('sibling', 'vector'))).toBe('sibling');
    expect(roleOf(trained('other-seed', 'vector'))).toBe('other');
    expect(roleOf(trained('other-size', 'vector'))).toBe('other');
    expect(roleOf(trained('random-weights', 'vector'))).toBe('random-weights');
    expect(roleOf(trained('self', 'no-vector'))).toBe('no-vector');
    expect(roleOf(trained('other-seed', 'no-vector'))).toBe('no-vector');
    expect(roleOf({ baseId: null, kinship: null, sees: 'original-output' })).toBe('rule');
  });

  it('makes everyone a control who is not compared', () => {
    expect(['self', 'sibling', 'other'].some((role) => isControl(role as 'self'))).toBe(false);
    expect(isControl('random-weights') && isControl('no-vector') && isControl('rule')).toBe(true);
  });

  it('orders explainers, those of one role as they came', () => {
    const rule: ExplainerTraits = { baseId: null, kinship: null, sees: 'original-output' };
    const [self, again, other] = [
      trained('self', 'vector'),
      trained('self', 'vector'),
      trained('other-seed', 'vector'),
    ];
    expect([rule, other, self, again].sort(byRole)).toEqual([self, again, other, rule]);
  });
});

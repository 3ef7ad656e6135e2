import { describe, expect, it } from 'vitest';
import {
  agreementChoice,
  chooseAgreement,
  chooseFacet,
  chooseVerdict,
  facetChoices,
  verdictChoice,
} from './choices';

const layers = {
  name: 'layer',
  label: 'layer',
  values: [
    { value: '0', label: '0, embedding', count: 1200 },
    { value: '1', label: '1', count: 7 },
  ],
};
const test = { value: 'test', label: 'test', count: 1207 };
const counts = [layers, { name: 'split', label: 'split', values: [test] }];

describe('the filters of a list', () => {
  it('are its facets with the number of questions that have each value', () => {
    expect(facetChoices(counts, { facets: [], verdicts: [] })).toEqual([
      {
        name: 'layer',
        label: 'layer',
        value: '',
        options: [
          { value: '0', name: '0, embedding (1,200)' },
          { value: '1', name: '1 (7)' },
        ],
      },
    ]);
  });

  it('offer the split once there is something to choose, or an address asks for another', () => {
    const both = [layers, { ...counts[1]!, values: [test, { value: 'train', label: 'train', count: 2 }] }];
    expect(facetChoices(both, { facets: [], verdicts: [] }).map(({ name }) => name)).toEqual([
      'layer',
      'split',
    ]);
    expect(facetChoices(counts, { facets: ['split:test'], verdicts: [] })).toHaveLength(1);
    const other = facetChoices(counts, { facets: ['split:train'], verdicts: [] });
    expect(other[1]).toMatchObject({
      name: 'split',
      value: 'train',
      options: [{ name: 'held out (1,207)' }, { name: 'training' }],
    });
  });

  it('show several values of an address as one choice more, and drop them together', () => {
    const filters = { facets: ['layer:0', 'layer:5', 'pair:x'], verdicts: [] };
    const [layer] = facetChoices(counts, filters);
    expect(layer?.options.at(-1)).toEqual({ value: layer?.value, name: '0, embedding or 5' });
    expect(chooseFacet(filters, 'layer', '1').facets).toEqual(['pair:x', 'layer:1']);
    expect(chooseFacet(filters, 'layer', layer!.value).facets).toEqual(['pair:x', 'layer:0', 'layer:5']);
    expect(chooseFacet(filters, 'layer', null).facets).toEqual(['pair:x']);
  });

  it('know the verdict on each explainer by its id', () => {
    const filters = { facets: [], verdicts: ['a.self:right', 'a.other:wrong'] };
    expect(verdictChoice('a.self', filters).value).toBe('right');
    expect(verdictChoice('b.self', filters).value).toBe('');
    expect(chooseVerdict(filters, 'a.self', 'unknown').verdicts).toEqual(['a.other:wrong', 'a.self:unknown']);
  });

  it('say who of self and other is right by verdicts on both, and keep all other filters', () => {
    const pair = ['a', 'b'] as const;
    const filters = { facets: ['layer:1'], verdicts: ['c:wrong'] };
    const apart = chooseAgreement(filters, pair, 'self');
    expect(apart).toEqual({
      facets: ['layer:1'],
      verdicts: ['c:wrong', 'a:right', 'b:partly', 'b:wrong', 'b:unknown'],
    });
    expect(agreementChoice(pair, apart).value).toBe('self');
    expect(verdictChoice('a', apart).value).toBe('right');
    expect(agreementChoice(pair, { ...apart, verdicts: ['a:right'] }).value).toBe('');
    expect(agreementChoice(pair, chooseAgreement(apart, pair, 'neither')).value).toBe('neither');
    expect(chooseAgreement(apart, pair, null)).toEqual(filters);
  });
});

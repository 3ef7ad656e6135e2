import { expect, it } from 'vitest';
import { predictingQuery, readPredicting } from './prediction';

const read = (query: string) => readPredicting(new URLSearchParams(query));

it('an address says whether a reader predicts, and the guess that was made', () => {
  expect(read('facet=layer:2')).toEqual({ isOn: false, guess: null });
  expect(read('predict=1')).toEqual({ isOn: true, guess: null });
  expect(read('predict=1&guess=+New+York+')).toEqual({ isOn: true, guess: 'New York' });
});

it('a guess counts for nobody who does not predict, and what is no word is no guess', () => {
  expect(read('guess=Rome').guess).toBeNull();
  expect(read('predict=yes&guess=Rome')).toEqual({ isOn: false, guess: null });
  for (const guess of ['', '+', '%00', '<<<Rome>>>', 'a'.repeat(41)])
    expect(read(`predict=1&guess=${guess}`), guess).toEqual({ isOn: true, guess: null });
});

it('a form without a script sends an empty field beside the word', () => {
  expect(read('predict=1&guess=Rome&guess=').guess).toBe('Rome');
  expect(read('predict=1&guess=&guess=Oslo').guess).toBe('Oslo');
});

it('is kept beside the filters of a list', () => {
  const query = predictingQuery('facet=layer%3A2', 'São Paulo');
  expect(new URLSearchParams(query).getAll('facet')).toEqual(['layer:2']);
  expect(read(query)).toEqual({ isOn: true, guess: 'São Paulo' });
  expect(read(predictingQuery(''))).toEqual({ isOn: true, guess: null });
});

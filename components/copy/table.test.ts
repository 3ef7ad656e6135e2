import { expect, it } from 'vitest';
import { saidTable, tableText } from './table';

it('a table has its columns named, its figures as they are, and nothing where there is none', () => {
  const rows = [
    [0.123456789, true, null],
    [-1, false, 'a "word", and\nmore'],
  ];
  expect(tableText({ columns: ['effect, nats', 'changed', 'output'], rows })).toBe(
    '"effect, nats",changed,output\r\n0.123456789,true,\r\n-1,false,"a ""word"", and\nmore"\r\n',
  );
});

it('what explainers say stands beside what was measured', () => {
  const said = { explainerId: 'a.self', text: 'Paris', verdict: 'right' as const, logProbability: -0.5 };
  expect(saidTable([said], 'Paris').rows).toEqual([['a.self', 'Paris', 'right', -0.5, 'Paris']]);
});

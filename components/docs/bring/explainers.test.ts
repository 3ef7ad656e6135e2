import { expect, it } from 'vitest';
import { parseServed } from '@/lib/explainer/served/settings';
import { SERVED_EXAMPLE } from './explainers';

it('the file of explainers behind HTTP that readers are shown is one that the lab reads', () => {
  const [first] = parseServed(JSON.stringify(SERVED_EXAMPLE), 'http-explainers.json');
  expect(first).toMatchObject(SERVED_EXAMPLE.explainers[0]);
});

import { expect, it } from 'vitest';
import { ledAt, stepPath, type TourStep } from './step';

const step = (page: TourStep['page']): TourStep => ({ page, at: 'main', title: 'A title', text: 'A text.' });
const led = { task: { path: 'riddles' }, target: 'a model', question: 'abc' };

it.each(['question', 'own'] as const)('the address of a step on the page %s says all of the tour', (page) => {
  const { pathname, searchParams } = new URL(stepPath(led, step(page), 3), 'http://site.test');
  expect(ledAt(pathname, searchParams)).toEqual({
    target: 'a model',
    task: 'riddles',
    question: 'abc',
    step: 3,
  });
});

it('addresses that name no question or no step are none of a tour', () => {
  const at = (address: string) => {
    const { pathname, searchParams } = new URL(address, 'http://site.test');
    return ledAt(pathname, searchParams);
  };
  for (const address of [
    '/',
    '/?tour=1',
    '/m/riddles?tour=1',
    '/m/riddles/own?tour=1',
    '/m/riddles/abc',
    '/m/riddles/abc?tour=0',
    '/m/riddles/abc?tour=two',
    '/m/riddles/abc/more?tour=1',
  ])
    expect(at(address), address).toBeNull();
});

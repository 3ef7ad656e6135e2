import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { addPages, OwnPage, QuestionPage } from './pages';
import type { OwnProps, QuestionProps } from './view';

const question = (task: string) => {
  const props = { item: { task } } as QuestionProps<unknown, unknown, unknown>;
  return () => renderToStaticMarkup(<QuestionPage {...props} />);
};
const own = (task: string) => () => renderToStaticMarkup(<OwnPage {...({} as OwnProps)} task={task} />);

it('draws the pages that a task registered', () => {
  addPages('riddle', { Question: () => 'a riddle' });
  expect(question('riddle')()).toBe('a riddle');
});

it('names a task without pages, instead of a blank page', () => {
  expect(question('nothing')).toThrow('No page shows a question of the task nothing.');
  expect(own('nothing')).toThrow('No page shows a question of the task nothing.');
  expect(own('riddle')).toThrow("The task riddle has no page for a question of one's own.");
});

import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { addPages, OwnPage, PredictPage, QuestionEmbed, QuestionPage } from './pages';
import type { EmbedProps, OwnProps, PredictProps, QuestionProps } from './view';

const question = (task: string) => {
  const props = { item: { task } } as QuestionProps<unknown, unknown, unknown>;
  return () => renderToStaticMarkup(<QuestionPage {...props} />);
};
const embed = (task: string) => {
  const props = { item: { task } } as EmbedProps<unknown, unknown, unknown>;
  return () => renderToStaticMarkup(<QuestionEmbed {...props} />);
};
const predict = (task: string) => {
  const props = { question: { task } } as PredictProps<unknown>;
  return () => renderToStaticMarkup(<PredictPage {...props} />);
};
const own = (task: string) => () => renderToStaticMarkup(<OwnPage {...({} as OwnProps)} task={task} />);

it('draws the pages that a task registered', () => {
  addPages('riddle', { Question: () => 'a riddle', Embed: () => 'a small riddle' });
  expect(question('riddle')()).toBe('a riddle');
  expect(embed('riddle')()).toBe('a small riddle');
});

it('names a task without pages, instead of a blank page', () => {
  expect(question('nothing')).toThrow('No page shows a question of the task nothing.');
  expect(own('nothing')).toThrow('No page shows a question of the task nothing.');
  expect(own('riddle')).toThrow("The task riddle has no page for a question of one's own.");
  expect(predict('riddle')).toThrow('The task riddle has no page for a reader who predicts.');
});

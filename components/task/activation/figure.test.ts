import { expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import type { ActivationBody } from '@/lib/task/activation/body';
import { vectorDrawing } from './figure';

const body: ActivationBody = {
  asks: 'object',
  relation: 'capital',
  subject: 'Spain',
  text: 'The capital of Spain is',
  tokens: [' The', ' capital', ' of', ' Spain', ' is'],
  layer: 4,
  position: 3,
  positionType: 'subject-final',
  source: null,
};
const drawn = (own: ActivationBody, before: string | null) => {
  const elements = readMarkup(vectorDrawing(own, { answer: ' <Madrid>', before }, () => 'black').content);
  return {
    marks: elements.filter(({ name }) => name === 'rect').length,
    texts: elements.map(({ text }) => text),
  };
};

it('the picture of a vector marks where it stands and says what the model says', () => {
  const { marks, texts } = drawn(body, null);
  expect(marks).toBe(1);
  expect(texts).toContain('→ &lt;Madrid&gt;');
});

it('the picture of a change has both texts, each with what the model says to it', () => {
  const source = { text: 'The capital of France is', subject: 'France', position: 4 };
  const { marks, texts } = drawn({ ...body, asks: 'change', position: 4, source }, ' Paris');
  expect(marks).toBe(2);
  expect(texts).toEqual(expect.arrayContaining(['less', 'France', '→ Paris', '→ &lt;Madrid&gt;']));
});

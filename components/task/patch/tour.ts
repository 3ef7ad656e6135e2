import type { TourStep } from '@/components/tour/step';

/** What patching is, told on one of its questions and then on a text of the reader's own. */
export const PATCH_TOUR: readonly TourStep[] = [
  {
    page: 'question',
    at: '[data-kind="measured"]',
    title: 'A question',
    text:
      'The model reads the text x. At one token and layer, the vector it has there is swapped for the one of another text, ' +
      'x′. Each cell of this map is such a swap. The question is about the outlined one: does the next word change?',
  },
  {
    page: 'question',
    at: '.split .before-after',
    title: 'What the model really says',
    text: 'The swap was made, and the next word was read: once without the swap, once with it. This is measured, and nobody’s opinion.',
  },
  {
    page: 'question',
    at: '.explanation.self',
    title: 'What self says, and whether it is right',
    text:
      'Self began as a copy of this model and was trained to answer in words, without making the swap. It sees the vector and ' +
      'the text. The mark holds its claim against what was measured; other, under it, began as another model.',
  },
  {
    page: 'question',
    at: '.controls-table [data-role="no-vector"]',
    title: 'The control without the vector',
    text:
      'The same training, but zeros in place of the vector. What this control gets right can be had from the words alone: only ' +
      'what self knows beyond it was read off the vector.',
  },
  {
    page: 'own',
    at: 'form.own',
    title: 'Your turn',
    text:
      'Write two texts, or begin with those that stand here and change a word, and press Measure. The model runs in your ' +
      'browser, and nothing is sent. Then choose a cell of the map, and ask the explainers about it.',
  },
];

import type { TaskView } from '@/components/task/view';
import { activation } from '@/lib/task/activation';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { ActivationDoor } from './door';
import { ActivationLead } from './lead';
import { Where } from './row';
import { activationRows } from './rows';
import { ACTIVATION_VERDICTS, ASKS, captionOf, NAME, outcomeWords, siteCode } from './words';

/** What pages draw of activations. */
export const activationView: TaskView<ActivationBody, ActivationTruth, null> = {
  task: activation,
  name: NAME,
  asks: ASKS,
  Lead: ActivationLead,
  items: 'activations',
  searches: 'part of a text',
  verdicts: ACTIVATION_VERDICTS,
  keys: [],

  rows: activationRows,
  brief: ({ body }) => `${captionOf(body)}, ${siteCode(body)[0]}`,
  outcome: ({ truth }) => outcomeWords(truth),
  Where,

  scores: [
    { metric: 'right', name: 'Right' },
    { metric: 'partly', name: 'One word right' },
  ],
  // What a difference changes says more than a word that stands in the text, and an attribute that the text does not ask for more yet.
  telling: ({ body: { asks } }) => ({ object: 0, change: 1, attribute: 2 })[asks],
  // Nothing is drawn beside what is measured.
  richness: () => 0,
  Door: ActivationDoor,
};

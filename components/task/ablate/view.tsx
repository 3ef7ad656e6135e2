import { changeParts } from '@/components/home/change-parts';
import { LIMITS_OF_WORDS } from '@/components/home/finding';
import type { TaskView } from '@/components/task/view';
import { ablate, HINT_NAMES, SPAN_NAMES } from '@/lib/task/ablate';
import { MAX_TEXT, type AblateBody, type AblateTruth, type Attribution } from '@/lib/task/ablate/body';
import { AblateDoor } from './door';
import { AblateLead } from './lead';
import { Where } from './row';
import { ablateRows } from './rows';
import { ABLATE_VERDICTS, ASKS, NAME, outcomeWords } from './words';

/** What pages draw of ablation. */
export const ablateView: TaskView<AblateBody, AblateTruth, Attribution> = {
  task: ablate,
  name: NAME,
  asks: ASKS,
  Lead: AblateLead,
  items: 'ablations',
  searches: 'part of the text',
  verdicts: ABLATE_VERDICTS,
  keys: [
    [['Shift + arrows'], 'make what is taken away longer or shorter'],
    [['Backspace', 'Delete'], 'take the chosen tokens away'],
  ],

  rows: ablateRows,
  brief: ({ body }) => [body.relation, SPAN_NAMES[body.spanKind]].filter(Boolean).join(', '),
  outcome: ({ truth }) => outcomeWords(truth),
  Where,

  scores: [
    { metric: 'exactMatch', name: 'Exact match' },
    { metric: 'hasChangedF1', name: 'Has changed' },
    { metric: 'contentMatchChanged', name: 'Word where changed' },
  ],
  parts: changeParts,
  limits: LIMITS_OF_WORDS,
  // A hint that turned the answer is what the question is about.
  telling: ({ body, truth }) => (truth.changed ? (body.spanKind === 'hint' ? 2 : 1) : 0),
  richness: ({ removals }) => removals.tokens.filter(({ changed }) => changed).length,
  Door: AblateDoor,

  example: ({ body, truth }) =>
    truth.changed && body.text.length <= MAX_TEXT
      ? {
          kind: `${body.spanKind} ${body.hint}`,
          name: [body.relation && `the ${body.relation} of`, `${body.subject}, ${HINT_NAMES[body.hint]}`]
            .filter(Boolean)
            .join(' '),
          own: { x: body.text },
        }
      : null,
};

import { layerCode } from '@/components/format/number';
import { changeParts } from '@/components/home/change-parts';
import type { TaskView } from '@/components/task/view';
import { patch } from '@/lib/task/patch';
import { facetText } from '@/lib/task/facets';
import { isComposedFact, type PatchBody, type PatchTruth, type Sweep } from '@/lib/task/patch/body';
import { PatchDoor } from './door';
import { PatchLead } from './lead';
import { Where } from './row';
import { patchRows } from './rows';
import { PATCH_TOUR } from './tour';
import { ASKS, NAME, outcomeWords, PATCH_VERDICTS } from './words';

/** Relations of which a reader without a trade sees whether a word fits. */
const WELL_KNOWN = ['capital', 'continent', 'country', 'currency', 'language'];

/** What pages draw of patching. */
export const patchView: TaskView<PatchBody, PatchTruth, Sweep> = {
  task: patch,
  name: NAME,
  asks: ASKS,
  Lead: PatchLead,
  items: 'patches',
  searches: 'part of either text',
  verdicts: PATCH_VERDICTS,
  keys: [
    [['arrows', 'Home', 'End'], 'move in a map; Page up and Page down to its top and bottom'],
    [['Shift'], 'with an arrow or a click: up to three layers together'],
    [['1', '2', '3'], 'measured, predicted, correctness: the same cell on that map'],
    [['t'], 'table instead of the map'],
  ],

  rows: patchRows,
  brief: ({ body }) => [body.relation, layerCode(body.layers)].filter(Boolean).join(', '),
  outcome: ({ truth }) => outcomeWords(truth),
  Where,

  scores: [
    { metric: 'exactMatch', name: 'Exact match' },
    { metric: 'hasChangedF1', name: 'Has changed' },
    { metric: 'contentMatchChanged', name: 'Word where changed' },
  ],
  parts: changeParts,
  // What changes says more than what does not; two subjects of one relation are read at a glance, and of one that all know at once.
  telling: ({ body, truth }) =>
    truth.changed ? (body.pairType !== 'same-relation' ? 1 : WELL_KNOWN.includes(body.relation) ? 3 : 2) : 0,
  richness: (sweep) => sweep.cells.flat().filter((cell) => cell?.changed).length,
  Door: PatchDoor,

  // The subject of one text and the relation of the other, put together by the patch, show most of what one can do.
  opensWith: facetText('answer', 'fact'),
  example({ body, truth }) {
    const own = { x: body.text, s: body.source };
    if (isComposedFact(body, truth))
      return { kind: 'composed', name: `${body.subject}, asked what is asked of ${body.sourceSubject}`, own };
    return truth.changed && body.pairType === 'same-relation'
      ? { kind: body.relation, name: `${body.subject} from ${body.sourceSubject}`, own }
      : null;
  },
  tour: PATCH_TOUR,
  earlierFilters: { relation: 'relation', at: 'layer', position: 'position', pair: 'pair' },
};

import { nameIn } from '../facets';
import { meanOf } from '../metric';
import type { FacetGrid, Metric, Task } from '../task';
import { ACTIVATION_ASKS, type ActivationAsks, type ActivationBody, type ActivationTruth } from './body';
import { judgeActivation } from './judge';
import { ACTIVATION_WORDINGS, activationAnswer, activationQuestion } from './wordings';

const ASK_NAMES: Record<ActivationAsks, string> = {
  object: 'what will be said',
  attribute: 'an attribute',
  change: 'what changes',
};

/** Cells by layer, and by what is asked at which token. */
const CELL_GRID: FacetGrid = {
  columns: Object.fromEntries(
    ACTIVATION_ASKS.flatMap((asks) =>
      ['subject-final', 'last'].map((position) => [`${asks}/${position}`, `${ASK_NAMES[asks]}, ${position}`]),
    ),
  ),
  place(cell) {
    const [asks, layers, position] = cell.split('/');
    return asks && layers && position ? { layers, column: `${asks}/${position}` } : null;
  },
};

const METRICS: readonly Metric[] = [
  {
    id: 'right',
    label: 'right',
    headline: true,
    shown: true,
    unit: '%',
    meaning: 'names what the target itself says; of a change, both words',
    of: meanOf('right'),
  },
  {
    id: 'partly',
    label: 'one word right',
    shown: true,
    unit: '%',
    meaning: 'one of the two words of a change, or the word',
    of: meanOf('partly'),
  },
  {
    id: 'valid',
    label: 'valid',
    diagnostic: true,
    unit: '%',
    meaning: 'says something that can be checked',
    of: meanOf('valid'),
  },
];

/** Reading an activation: a vector of the target's own run; what does it hold? */
export const activation: Task<ActivationBody, ActivationTruth> = {
  id: 'activation',
  path: 'activations',
  identity: (target, { asks, relation, text, layer, position, source }) => [
    'activation',
    target,
    asks,
    relation,
    text,
    layer,
    position,
    source?.text ?? null,
  ],
  title: ({ subject, source, asks, relation }) =>
    source
      ? `${subject} less ${source.subject}`
      : asks === 'attribute'
        ? `${subject}, its ${relation}`
        : subject,
  text: ({ text, source }) => (source ? `${text}\n${source.text}` : text),
  facets: [
    {
      name: 'asks',
      label: 'asked',
      value: nameIn(ASK_NAMES),
      sliced: true,
    },
    { name: 'relation', label: 'relation' },
    { name: 'layer', label: 'layer' },
    { name: 'position', label: 'position', sliced: true },
    { ...{ name: 'cell', label: 'cell', sliced: true, hidden: true }, grid: CELL_GRID },
  ],
  facetsOf: ({ asks, relation, layer, positionType }) => ({
    asks,
    relation,
    layer,
    position: positionType,
    cell: `${asks}/${layer}/${positionType}`,
  }),
  clusters: ({ subject, source }) => [subject, source?.subject ?? subject],
  stratum: ({ asks, relation, layer, positionType }, truth) => ({
    set: asks,
    cell: `${layer}/${positionType}`,
    group: relation,
    side: activationAnswer(truth),
  }),
  group: 'relation',
  wordings: ACTIVATION_WORDINGS,
  slots({ asks, relation, layer }, { vector }) {
    if (!vector) throw new Error('a question about an activation needs its vector');
    return {
      v: { vector, layers: [layer] },
      layer: { text: String(layer) },
      question: { text: activationQuestion(asks, relation) },
    };
  },
  answer: activationAnswer,
  word: ({ answer }) => answer.trim(),
  judge: judgeActivation,
  brief: {
    wordings: ACTIVATION_WORDINGS,
    answer: ({ answer, before }) =>
      before === null ? answer.trim() : `${before.trim()} to ${answer.trim()}`,
    expand(said, { asks }) {
      const words = said.trim().split(' to ');
      if (asks !== 'change') return activationAnswer({ answer: said, before: null });
      return words.length === 2 ? activationAnswer({ before: words[0]!, answer: words[1]! }) : said;
    },
  },
  metrics: METRICS,
  ofVector: ({ text, tokens, layer, position, next }) => ({
    body: {
      asks: 'object',
      relation: '',
      subject: text,
      text,
      tokens: [...tokens],
      layer,
      position,
      positionType: 'last',
      source: null,
    },
    truth: { answer: next.output, before: null },
  }),
};

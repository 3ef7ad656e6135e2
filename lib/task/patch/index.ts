import { changeAnswer, type Change } from '../change/answer';
import { briefChange, expandChange } from '../change/brief';
import { saidByWord, wordsBeside } from '../change/guess';
import { judgeChange } from '../change/judge';
import { CHANGE_METRICS } from '../change/metrics';
import { sidesOf } from '../change/sides';
import { nameIn } from '../facets';
import type { Task } from '../task';
import {
  answerKind,
  isComposedFact,
  type AnswerKind,
  type PairType,
  type PatchBody,
  type PatchTruth,
  type PositionType,
  type Sweep,
} from './body';
import { patchCell, placeOfCell, setOf, type PatchSet } from './strata';
import { cellAtPlace, layersAt, patchPlaceOf, placesOf } from './places';
import { positionTypes } from './positions';
import { BRIEF_PATCH_WORDINGS, layerRange, PATCH_WORDINGS } from './wordings';

export const POSITION_NAMES: Record<PositionType, string> = {
  'subject-final': 'last token of the subject',
  relation: 'relation',
  last: 'last token',
  other: 'another token',
};

export const PAIR_NAMES: Record<PairType, string> = {
  'same-relation': 'same relation',
  'same-object': 'same object',
  'other-relation': 'other relation',
  'within-group': 'subject and relation',
};

/** Values of the facet `answer`; `fact` is beside `composed`. */
export const ANSWER_NAMES: Record<AnswerKind | 'fact', string> = {
  own: 'its own word',
  source: 'the source’s word',
  composed: 'composed',
  fact: 'composed, and a fact',
};

const SET_NAMES: Record<PatchSet, string> = {
  verdict: 'whether the word changes',
  composed: 'for a word of neither text',
};

/** The question that a reader's own texts ask: relation, subjects and tokens are not known, and the cell is chosen on the map. */
function ownBody(text: string, source: string): PatchBody {
  return {
    relation: '',
    pairType: 'other-relation',
    positionType: 'other',
    layers: [0],
    position: 0,
    sourcePosition: 0,
    text,
    source,
    subject: text,
    sourceSubject: source,
    tokens: [],
    sourceTokens: [],
  };
}

const sameTokens = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((token, index) => token === b[index]);

const changeOf = ({ original, patched, changed }: PatchTruth): Change => ({
  before: original,
  after: patched,
  changed,
});

const answer = (truth: PatchTruth): string => changeAnswer(changeOf(truth));

/** Activation patching: one vector of the residual stream is swapped for another run's; how does the next word change? */
export const patch: Task<PatchBody, PatchTruth, Sweep> = {
  id: 'patch',
  path: 'patching',
  own: { body: ({ x = '', s = '' }) => ownBody(x, s) },
  identity: (target, { text, source, layers, position, sourcePosition }) => [
    'patch',
    target,
    text,
    source,
    layers,
    position,
    sourcePosition,
  ],
  title: ({ subject, sourceSubject }) => `${subject}, patched from ${sourceSubject}`,
  text: ({ text, source }) => `${text}\n${source}`,
  facets: [
    { name: 'relation', label: 'relation' },
    {
      name: 'layer',
      label: 'layer',
      value: (layer) => (layer === '0' ? '0, embedding' : layer),
    },
    { name: 'position', label: 'position', value: nameIn(POSITION_NAMES), sliced: true },
    { name: 'pair', label: 'pair', value: nameIn(PAIR_NAMES), sliced: true },
    { name: 'answer', label: 'answer', value: nameIn(ANSWER_NAMES), sliced: true, read: true },
    { name: 'set', label: 'asked', value: nameIn(SET_NAMES), sliced: true, read: true },
    // Scores are by cell, not by layer: a layer may hold several kinds of token, which differ.
    {
      ...{ name: 'cell', label: 'cell', sliced: true, hidden: true },
      grid: { columns: POSITION_NAMES, place: placeOfCell },
    },
    // What is told of composed questions holds for them alone, and cells hold both sets.
    { name: 'composed', label: 'composed in', sliced: true, read: true, hidden: true },
  ],
  facetsOf: (body, truth) => ({
    relation: body.relation || [],
    layer: body.layers,
    position: body.positionType,
    pair: body.pairType,
    answer: [answerKind(truth) ?? [], isComposedFact(body, truth) ? ['fact'] : []].flat(),
    set: setOf(body),
    cell: patchCell(body),
    composed: answerKind(truth) === 'composed' && setOf(body) === 'composed' ? patchCell(body) : [],
  }),
  clusters: ({ subject, sourceSubject }) => [subject, sourceSubject],
  stratum: (body, { changed }) => ({
    set: setOf(body),
    cell: patchCell(body),
    group: body.relation,
    side: changed ? 'changed' : 'unchanged',
  }),
  group: 'relation',
  // As the kinds of answer have it, so that nothing more is to be known of a question.
  sides: sidesOf(['answer:own'], ['answer:source', 'answer:composed']),
  wordings: PATCH_WORDINGS,
  slots({ layers, position }, { ids, vector }) {
    const token = ids[position];
    if (token === undefined)
      throw new Error(`position ${position} is outside a text of ${ids.length} tokens`);
    if (!vector) throw new Error('a patch question needs the vector that is patched in');
    return {
      v: { vector, layers },
      layer: { text: layerRange(layers) },
      token: { ids: [token] },
      text: { ids },
    };
  },
  answer,
  word: ({ patched }) => patched.output.trim(),
  judge: (said, truth) => judgeChange(said, answer(truth)),
  brief: {
    wordings: BRIEF_PATCH_WORDINGS,
    answer: (truth) => briefChange(changeOf(truth)),
    expand: expandChange,
  },
  prediction: {
    open: ({ crossed: _, ...body }, { original, sourceOutput }, { sourceOutcome }) => ({
      body,
      own: original.output.trim(),
      words: wordsBeside(original.output, [sourceOutput ?? sourceOutcome.output]),
    }),
    said: (word, { original }) => saidByWord(word, original.output),
  },
  metrics: CHANGE_METRICS,
  standsAt: ({ position }) => position,
  at(body, sweep, named) {
    const place = patchPlaceOf(named);
    const cell = place && cellAtPlace(sweep, place);
    if (!cell) return null;
    const { pos } = place;
    const { output, top, changed, effect } = cell;
    return {
      body: {
        ...body,
        layers: layersAt(place),
        position: pos,
        sourcePosition: sweep.alignment[pos] ?? 0,
        positionType: positionTypes(sweep.tokens)[pos] ?? 'other',
      },
      truth: {
        original: sweep.original,
        patched: { output, top },
        changed,
        effect,
        sourceOutput: sweep.sourceOutcome.output,
      },
    };
  },
  places: placesOf,
  todaysPlace: (place) => ({ ...(patchPlaceOf(place) ?? place) }),
  ofVector(taken, put) {
    // A vector of another layer is no patch: no explainer was asked about one.
    if (!put || put.layer !== taken.layer) return null;
    const { next: original, patched, changed, effect } = put;
    return {
      body: {
        ...ownBody(put.text, taken.text),
        layers: [put.layer],
        position: put.position,
        sourcePosition: taken.position,
        positionType: positionTypes(put.tokens)[put.position] ?? 'other',
        tokens: [...put.tokens],
        sourceTokens: [...taken.tokens],
      },
      truth: { original, patched, changed, effect, sourceOutput: taken.next.output },
    };
  },
  isDetailOf: (body, sweep) =>
    sameTokens(body.tokens, sweep.tokens) && sameTokens(body.sourceTokens, sweep.sourceTokens),
};

import { changeAnswer, type Change } from '../change/answer';
import { briefChange, expandChange } from '../change/brief';
import { saidByWord, wordsBeside } from '../change/guess';
import { judgeChange } from '../change/judge';
import { CHANGE_METRICS } from '../change/metrics';
import { CHANGE_FACET, changeValue, sidesOf } from '../change/sides';
import { nameIn } from '../facets';
import type { Task } from '../task';
import type { AblateBody, AblateTruth, Attribution, HintKind, SpanKind } from './body';
import { optionsOf } from './options';
import { ABLATE_WORDINGS, BRIEF_ABLATE_WORDINGS } from './wordings';

export const SPAN_NAMES: Record<SpanKind, string> = {
  hint: 'the hint',
  options: 'the options',
  subject: 'the subject',
  relation: 'the relation',
  other: 'other words',
};

export const HINT_NAMES: Record<HintKind, string> = {
  right: 'right hint',
  wrong: 'wrong hint',
  none: 'no hint',
};

const changeOf = ({ original, ablated, changed }: AblateTruth): Change => ({
  before: original,
  after: ablated,
  changed,
});

const answer = (truth: AblateTruth): string => changeAnswer(changeOf(truth));

/** The question that a reader's own text asks: what is taken away is chosen on the page. */
const ownBody = (text: string): AblateBody => ({
  relation: '',
  subject: text,
  exposure: null,
  hint: 'none',
  options: 'words',
  spanKind: 'other',
  span: { from: 0, to: 1 },
  text,
  tokens: [],
});

/** Words that were taken away, as a reader sees them. */
export const spanText = ({ tokens, span }: Pick<AblateBody, 'tokens' | 'span'>): string =>
  tokens.slice(span.from, span.to).join('').trim();

/** Input ablation: some words are taken away; how does the next word change? */
export const ablate: Task<AblateBody, AblateTruth, Attribution> = {
  id: 'ablate',
  path: 'ablation',
  own: { body: ({ x = '' }) => ownBody(x) },
  identity: (target, { text, span }) => ['ablate', target, text, span.from, span.to],
  title: ({ subject, spanKind }) => `${subject}, without ${SPAN_NAMES[spanKind]}`,
  text: ({ text }) => text,
  facets: [
    { name: 'relation', label: 'relation' },
    { name: 'span', label: 'without', value: nameIn(SPAN_NAMES), sliced: true },
    { name: 'hint', label: 'hint', value: nameIn(HINT_NAMES), sliced: true },
    { name: 'exposure', label: 'fact', sliced: true },
    { name: 'options', label: 'options', sliced: true },
    CHANGE_FACET,
    { name: 'cell', label: 'cell', sliced: true, hidden: true },
  ],
  facetsOf: (body, { changed }) => ({
    relation: body.relation || [],
    span: body.spanKind,
    hint: body.hint,
    exposure: body.exposure ?? [],
    options: body.options,
    [CHANGE_FACET.name]: changeValue(changed),
    cell: ablateCell(body),
  }),
  clusters: ({ subject }) => [subject],
  stratum: (body, { changed }) => ({
    cell: ablateCell(body),
    group: body.relation,
    side: changed ? 'changed' : 'unchanged',
  }),
  group: 'relation',
  sides: sidesOf(),
  wordings: ABLATE_WORDINGS,
  slots: ({ span }, { ids }) => ({ text: { ids }, span: { ids: ids.slice(span.from, span.to) } }),
  answer,
  word: ({ ablated }) => ablated.output.trim(),
  judge: (said, truth) => judgeChange(said, answer(truth)),
  brief: {
    wordings: BRIEF_ABLATE_WORDINGS,
    answer: (truth) => briefChange(changeOf(truth)),
    expand: expandChange,
  },
  prediction: {
    open: (body, { original }) => ({
      body,
      own: original.output.trim(),
      words: wordsBeside(original.output, optionsOf(body)),
    }),
    said: (word, { original }) => saidByWord(word, original.output),
  },
  metrics: CHANGE_METRICS,
  at(body, { tokens, original, removals }, { from, to }) {
    const found = [removals.tokens, removals.words, removals.sentences, removals.chosen ?? []]
      .flat()
      .find(({ span }) => span.from === from && span.to === to);
    if (!found) return null;
    const { span, output, top, changed, effect } = found;
    return {
      body: { ...body, tokens, span, spanKind: 'other' },
      truth: { original, ablated: { output, top }, changed, effect },
    };
  },
  isDetailOf: (body, { tokens }) => body.tokens.join('') === tokens.join(''),
};

/** What is taken away, what the hint is, how well the fact is known. `hint/wrong/rare`. */
function ablateCell({ spanKind, hint, exposure }: AblateBody): string {
  return [spanKind, hint, exposure ?? 'unknown'].join('/');
}

import { encodeView } from '@/lib/permalink/view';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import type { ENDPOINTS } from './endpoints';
import type { Example } from './example-code';

/** What examples are about: things that the store at hand holds. */
export interface Known {
  target: string;
  task: string;
  question: string;
  explainer: string;
  run: string;
}

/** What stands in examples where the store is away or empty. */
export const MADE_UP: Known = {
  target: 'house2-b',
  task: 'patch',
  question: '0123456789ab',
  explainer: 'house2-b.patch.house2-b.60000',
  run: 'train-house2-b',
};

/** A link that nobody made: which ones there are is told to nobody. */
export const SOME_SLUG = '2k7m9qxw3p';

/** What somebody may have called an explainer behind HTTP. */
export const SOME_SERVED = 'my-server';

/** One example of each address. Few rows, where there may be many. */
export function examplesOf({
  target,
  task,
  question,
  explainer,
  run,
}: Known): Record<keyof typeof ENDPOINTS, Example> {
  const heldOut = ['facet', facetText(SPLIT_FACET, 'test')] as const;
  const right = ['verdict', verdictFacet(explainer, 'right')] as const;
  const of = [
    ['target', target],
    ['task', task],
  ] as const;
  return {
    models: {},
    model: { params: { id: target } },
    runs: {},
    run: { params: { id: run } },
    running: {},
    followed: { params: { subject: explainer } },
    questions: { query: [...of, heldOut, right, ['fields', 'id,title,truth'], ['limit', '200']] },
    question: { params: { id: question } },
    neighbours: { params: { id: question }, query: [heldOut] },
    facets: { query: of },
    explainers: { query: of },
    explainer: { params: { id: explainer } },
    said: { params: { id: explainer }, query: [heldOut, right, ['limit', '200']] },
    ask: {
      params: { id: `${target}.${task}.http.${SOME_SERVED}` },
      body: { question },
    },
    evaluations: { query: [...of, ['slice', 'all']] },
    calibration: { query: of },
    exportQuestions: { query: [...of, heldOut, ['fields', 'id,title,truth']] },
    exportExplanations: { query: [...of, heldOut, ['explainer', explainer]] },
    exportEvaluations: { query: of },
    createPermalink: {
      body: { view: encodeView({ target, task, question, place: {} }), note: 'Worth a look.' },
    },
    permalink: { params: { slug: SOME_SLUG } },
  };
}

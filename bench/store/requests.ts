import type { Random } from '@/lib/random';
import { type Known, LAYERS, RELATIONS } from './cases';
import { explainerOf, TARGETS } from './fill';

/** What a reader asks for over the network, each time with other values. */
export interface Request {
  path(random: Random): string;
  /** The case of the store that sends the same statements. */
  case: string;
}

const targets = Object.keys(TARGETS);

/** Lists, searches, items and scores as data and as pages, by the name they are printed under. */
export function requestsOf({ subjects, known }: Known): Record<string, Request> {
  const api = (path: string, query: Record<string, string>) =>
    `/api/v1${path}?${new URLSearchParams(query).toString()}`;
  const of = (random: Random) => ({ target: random.pick(targets), task: 'patch' });
  const layer = (random: Random) => `layer:${random.pick(LAYERS)}`;
  const pair = (random: Random) => `facet=relation:${random.pick(RELATIONS)}&facet=${layer(random)}` as const;
  return {
    list: { case: 'two facets', path: (random) => `${api('/questions', of(random))}&${pair(random)}` },
    search: {
      case: 'rare search',
      path: (random) => api('/questions', { ...of(random), q: random.pick(subjects) }),
    },
    'common search': {
      case: 'common search',
      path: (random) => api('/questions', { ...of(random), q: 'the capital of', facet: layer(random) }),
    },
    item: { case: 'a question', path: (random) => `/api/v1/questions/${random.pick(known).id}` },
    compare: {
      case: 'scores on every slice',
      path: (random) => api('/evaluations', { ...of(random), split: 'test', slice: layer(random) }),
    },
    'what an explainer said': {
      case: 'what an explainer said',
      path: (random) =>
        `/api/v1/explainers/${explainerOf(random.pick(targets), 'self.8000')}/explanations?${pair(random)}`,
    },
    'page of a list': {
      case: 'two facets',
      path: (random) => `/${random.pick(targets)}/patching?${pair(random)}`,
    },
    'page of an item': {
      case: 'a question',
      path(random) {
        const { id, targetId } = random.pick(known);
        return `/${targetId}/patching/${id}`;
      },
    },
    'page of scores': {
      case: 'scores on every slice',
      path: (random) => `/compare?target=${of(random).target}`,
    },
  };
}

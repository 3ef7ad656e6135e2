import {
  exportQuestions,
  listEvaluations,
  listFacets,
  listQuestions,
  listSaid,
  neighbours,
  getQuestion,
  randomQuestion,
} from '@/lib/store';
import type { StoreClient } from '@/lib/store';
import type { Random } from '@/lib/random';
import { explainerOf, TARGETS } from './fill';

/** Something that a reader does, each time with other values. */
export interface Case {
  run(client: StoreClient, random: Random): Promise<unknown>;
  /** Nothing has been counted yet. */
  cold?: true;
}

export interface Known {
  subjects: readonly string[];
  known: readonly { id: string; targetId: string; ordinal: number }[];
}

const targets = Object.keys(TARGETS);
export const RELATIONS = ['capital', 'century', 'continent', 'country', 'language', 'state', 'type'];
export const LAYERS = ['0', '1', '2', '5', '8', '11'];
const VERDICTS = ['right', 'partly', 'wrong'];

/** What is measured, by the name it is printed under. */
export function casesOf({ subjects, known }: Known): Record<string, Case> {
  type Filters = { facets?: string[]; verdicts?: string[]; q?: string };
  const of = (random: Random) => ({ targetId: random.pick(targets), task: 'patch' });
  const list = (filters: (random: Random, targetId: string) => Filters): Case => ({
    run(client, random) {
      const where = of(random);
      return listQuestions(client, { ...where, ...filters(random, where.targetId) });
    },
  });
  const facet = (random: Random) => `relation:${random.pick(RELATIONS)}`;
  const twoFacets = (random: Random) => ({ facets: [facet(random), `layer:${random.pick(LAYERS)}`] });
  const verdicts = (random: Random, targetId: string) => ({
    verdicts: ['self.8000', 'other.8000'].map(
      (name) => `${explainerOf(targetId, name)}:${random.pick(VERDICTS)}`,
    ),
  });
  const common = () => ({ q: 'the capital of' });
  const cold = (one: Case): Case => ({ ...one, cold: true });
  return {
    'first page': list(() => ({})),
    'deep page': {
      run: (client, random) =>
        listQuestions(client, { ...of(random), cursor: `${random.pick(known).ordinal}~0` }),
    },
    'one facet': list((random) => ({ facets: [facet(random)] })),
    'one rare facet': list(() => ({ facets: ['relation:rare'] })),
    'two values of one facet': list(() => ({ facets: ['layer:3', 'layer:4'] })),
    'two facets': list(twoFacets),
    'two facets, not counted yet': cold(list(twoFacets)),
    'two facets that exclude each other': list(() => ({ facets: ['layer:2', 'cell:3/last'] })),
    'three facets': list((random) => ({
      facets: [facet(random), `layer:${random.pick(LAYERS)}`, 'split:test'],
    })),
    'verdicts on two explainers': list(verdicts),
    'verdicts on two explainers, not counted yet': cold(list(verdicts)),
    'rare verdicts on two explainers': list((_, targetId) => ({
      verdicts: ['self.8000', 'other.8000'].map((name) => `${explainerOf(targetId, name)}:unknown`),
    })),
    'rare search': list((random) => ({ q: random.pick(subjects) })),
    'common search': list(common),
    'common search, not counted yet': cold(list(common)),
    'search within a facet': list((random) => ({ q: random.pick(subjects), facets: [facet(random)] })),
    'chunks of an export': {
      async run(client, random) {
        const chunks = exportQuestions(client, { ...of(random), facets: ['split:test'] });
        for (let i = 0; i < 3; i++) await chunks.next();
        await chunks.return(undefined);
      },
    },
    'what an explainer said': {
      run(client, random) {
        const { targetId, task } = of(random);
        return listSaid(client, { id: explainerOf(targetId, 'self.8000'), targetId, task }, {});
      },
    },
    'a question': { run: (client, random) => getQuestion(client, random.pick(known).id) },
    neighbours: {
      run(client, random) {
        const { id, targetId } = random.pick(known);
        return neighbours(client, id, { targetId, task: 'patch' });
      },
    },
    'neighbours under two facets': {
      run(client, random) {
        const { id, targetId } = random.pick(known);
        return neighbours(client, id, { targetId, task: 'patch', ...twoFacets(random) });
      },
    },
    'a random question': {
      run: (client, random) => randomQuestion(client, of(random), () => random.uniform()),
    },
    'a random question under two facets': {
      run: (client, random) =>
        randomQuestion(client, { ...of(random), ...twoFacets(random) }, () => random.uniform()),
    },
    'facets with counts': { run: (client, random) => listFacets(client, of(random)) },
    'scores on everything': {
      run: (client, random) => listEvaluations(client, { ...of(random), split: 'test', slice: 'all' }),
    },
    'scores on every slice': {
      run: (client, random) => listEvaluations(client, { ...of(random), split: 'test' }),
    },
  };
}

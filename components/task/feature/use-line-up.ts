'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchAnswer } from '@/lib/api/fetch-answer';
import { questionPath, questionsPath } from '@/lib/api/paths';
import { featureKey, type FeatureDetail } from '@/lib/measure/features/record';
import type { ItemWithDetail } from '@/lib/store/records';
import { facetText, SPLIT_FACET } from '@/lib/task/facets';
import { feature } from '@/lib/task/feature';
import type { FeatureBody, FeatureTruth } from '@/lib/task/feature/body';
import { lineUp, pick, type Picked } from '@/lib/task/feature/line-up';
import { textsOf } from '@/lib/task/feature/simulator';
import type { FeatureItem } from './nearest';

/** A feature of a line-up. */
export interface Card {
  id: string;
  body: FeatureBody;
  detail: FeatureDetail;
}

type Recorded = ItemWithDetail<FeatureBody, FeatureTruth, FeatureDetail>;

/** Most questions of one answer; a site has no more held-out features. */
const MOST = '200';

/** A feature among others of its site, of which every live one is asked what it makes the model say. */
export function useLineUp(item: Recorded, enabled = true) {
  return useQuery({
    queryKey: ['line-up', item.id],
    queryFn: async ({ signal }): Promise<Card[]> => {
      const { targetId: target, body } = item;
      const query = new URLSearchParams({ target, task: feature.id, fields: 'id,body', limit: MOST });
      for (const facet of [
        facetText('site', body.site),
        facetText('layer', body.layer),
        facetText('asks', 'output'),
        facetText(SPLIT_FACET, 'test'),
      ])
        query.append('facet', facet);
      type Place = Pick<FeatureItem, 'id' | 'body'>;
      const { items } = await fetchAnswer<{ items: Place[] }>(questionsPath(query), signal);
      // A twin would be no other feature.
      const others = items.filter(
        (other) => featureKey(other.body) !== featureKey(body) && other.body.cluster !== body.cluster,
      );
      const ids = lineUp(
        item.id,
        others.map(({ id }) => id),
      );
      return Promise.all(
        ids.map(async (id): Promise<Card> => {
          const one = id === item.id ? item : await fetchAnswer<Recorded>(questionPath(id), signal);
          return { id, body: one.body, detail: one.detail };
        }),
      );
    },
    enabled,
    staleTime: Infinity,
  });
}

/** Where a phrase puts the feature of a question among the cards of its line-up; null where nothing tells. */
export function pickFrom(cards: readonly Card[], id: string, phrase: string | null): Picked | null {
  const own = cards.findIndex((card) => card.id === id);
  return phrase === null || own < 0
    ? null
    : pick(
        phrase,
        cards.map(({ detail }) => textsOf(detail)),
        own,
      );
}

/** `place 1 of 5`. */
export const placeWords = ({ rank, fits }: Picked): string => `place ${rank} of ${fits.length}`;

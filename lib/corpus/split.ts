import type { Fact } from '@/lib/corpus/facts';
import { unitHash } from '@/lib/hash';
import type { Exposure, Split } from '@/lib/words';

/** Share of the subjects in train, and in train and validation together; the rest is test. */
const TRAIN = 0.7;
const TRAIN_AND_VALIDATION = 0.8;

/** The split of a subject, over all its relations: 70% train, 10% validation, 20% test, by a stable hash. */
export function splitOf(subject: string): Split {
  const u = unitHash(`split:${subject}`);
  return u < TRAIN ? 'train' : u < TRAIN_AND_VALIDATION ? 'validation' : 'test';
}

/** Shares (0 to 1) of the facts that are frequent and rare in pretraining; the others are never shown. */
export interface ExposureShares {
  frequent: number;
  rare: number;
}

/** What the first targets were made with. */
const ALL_SHOWN: ExposureShares = { frequent: 0.8, rare: 0.2 };

/** The exposure of a fact, by a stable hash of relation and subject: the same for every target of one recipe. */
export function exposureOf(fact: Pick<Fact, 'relation' | 'subject'>, shares = ALL_SHOWN): Exposure {
  const u = unitHash(`exposure:${fact.relation}:${fact.subject}`);
  if (u < shares.frequent) return 'frequent';
  return u < shares.frequent + shares.rare ? 'rare' : 'unseen';
}

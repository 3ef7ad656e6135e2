import type { Fact } from '@/lib/corpus/facts';
import { unitHash } from '@/lib/hash';
import type { Exposure, Split } from '@/lib/words';

/** Share of the subjects in train, and in train and validation together; the rest is test. */
const TRAIN = 0.7;
const TRAIN_AND_VALIDATION = 0.8;
const FREQUENT = 0.8;

/** The split of a subject, over all its relations: 70% train, 10% validation, 20% test, by a stable hash. */
export function splitOf(subject: string): Split {
  const u = unitHash(`split:${subject}`);
  return u < TRAIN ? 'train' : u < TRAIN_AND_VALIDATION ? 'validation' : 'test';
}

/** The exposure of a fact: 80% frequent, 20% rare, by a stable hash of relation and subject. */
export function exposureOf(fact: Pick<Fact, 'relation' | 'subject'>): Exposure {
  return unitHash(`exposure:${fact.relation}:${fact.subject}`) < FREQUENT ? 'frequent' : 'rare';
}

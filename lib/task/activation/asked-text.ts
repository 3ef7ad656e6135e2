import type { RelationId } from '@/lib/corpus/facts';
import { render } from '@/lib/corpus/wordings';
import type { ActivationBody } from './body';

/** The text whose answer is the attribute that is asked for: how the target itself puts it. */
export const askedText = ({ relation, subject }: Pick<ActivationBody, 'relation' | 'subject'>): string =>
  render({ relation: relation as RelationId, subject, object: '' }, 0).text;

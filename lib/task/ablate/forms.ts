import type { TaskForms } from '../form';
import { importedAblation } from './imported';
import { publishedAblation, publishedAblationAnswer } from './published';
import {
  ablateBodySchema,
  ablatePlaceSchema,
  ablateTruthSchema,
  attributionSchema,
  ownTextSchema,
  type AblateBody,
  type AblateTruth,
  type Attribution,
} from './schemas';

/** Ablation questions as they are kept and exchanged. */
export const ablateForms: TaskForms<AblateBody, AblateTruth, Attribution> = {
  body: ablateBodySchema,
  truth: ablateTruthSchema,
  detail: attributionSchema,
  place: ablatePlaceSchema,
  own: ownTextSchema,
  published: publishedAblation,
  publishedAnswer: publishedAblationAnswer,
  importing: importedAblation,
};

import type { TaskForms } from '../form';
import { importedPatch } from './imported';
import { publishedPatch, publishedPatchAnswer } from './published';
import {
  ownTextsSchema,
  patchBodySchema,
  patchPlaceSchema,
  patchTruthSchema,
  sweepSchema,
  type PatchBody,
  type PatchTruth,
  type Sweep,
} from './schemas';
import { upgradeSnapshot } from './snapshot-1';

/** Patch questions as they are kept and exchanged. */
export const patchForms: TaskForms<PatchBody, PatchTruth, Sweep> = {
  body: patchBodySchema,
  truth: patchTruthSchema,
  detail: sweepSchema,
  place: patchPlaceSchema,
  own: ownTextsSchema,
  published: publishedPatch,
  publishedAnswer: publishedPatchAnswer,
  importing: importedPatch,
  earlierSnapshot: upgradeSnapshot,
};

import { z } from 'zod';
import type { TaskForms } from '../form';
import {
  activationBodySchema,
  activationTruthSchema,
  type ActivationBody,
  type ActivationTruth,
} from './schemas';

/** Questions about activations as they are kept. */
export const activationForms: TaskForms<ActivationBody, ActivationTruth> = {
  body: activationBodySchema,
  truth: activationTruthSchema,
  detail: z.null(),
  place: z.object({}),
};

import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { listEvaluations, store } from '@/lib/store';
import { respond } from '../respond';

const querySchema = z.object({
  target: z.string().min(1, 'name a target, as in ?target=house-a').max(200),
  split: z.enum(['train', 'validation', 'test']).default('test'),
  slice: z.string().min(1).max(200).optional(),
  metric: z.enum(['exactMatch', 'contentMatch', 'contentMatchChanged', 'hasChangedF1', 'valid']).optional(),
});

/** Scores of every explainer of a target, with intervals and paired differences. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const { target, ...query } = querySchema.parse({
      target: '',
      ...Object.fromEntries(request.nextUrl.searchParams),
    });
    return { evaluations: await listEvaluations(store(), { targetId: target, ...query }) };
  });
}

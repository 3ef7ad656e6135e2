import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { listEvaluations, store } from '@/lib/store';
import { respond } from '../respond';

/** Scores of every explainer of a target, with intervals and paired differences. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const { target, ...query } = parseQuery(ENDPOINTS.evaluations.query, request.nextUrl.searchParams);
    return { evaluations: await listEvaluations(store(), { targetId: target, ...query }) };
  });
}

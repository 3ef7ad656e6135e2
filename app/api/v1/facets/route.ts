import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { listFacets, store } from '@/lib/store';
import { respond } from '../respond';

/** What the questions of a task about a target can be filtered by. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const { target, task } = parseQuery(ENDPOINTS.facets.query, request.nextUrl.searchParams);
    return { facets: await listFacets(store(), { targetId: target, task }) };
  });
}

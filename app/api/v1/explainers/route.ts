import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { listExplainers, store } from '@/lib/store';
import { respond } from '../respond';

/** Everyone who explains a target. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const { target, task } = parseQuery(ENDPOINTS.explainers.query, request.nextUrl.searchParams);
    return { explainers: await listExplainers(store(), target, task) };
  });
}

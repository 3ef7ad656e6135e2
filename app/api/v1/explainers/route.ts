import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { listExplainers, store } from '@/lib/store';
import { respond } from '../respond';

/** Everyone who explains a target. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const { target } = ENDPOINTS.explainers.query.parse(Object.fromEntries(request.nextUrl.searchParams));
    return { explainers: await listExplainers(store(), target) };
  });
}

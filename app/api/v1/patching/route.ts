import type { NextRequest } from 'next/server';
import { parseListQuery } from '@/components/list/query';
import { listPatchItems, store } from '@/lib/store';
import { respond } from '../respond';

/**
 * Patch questions of a target, a page at a time.
 * Query: `target`, the filters of the list page, `cursor` of the page before, `limit` (1 to 200).
 */
export function GET(request: NextRequest) {
  return respond(() => listPatchItems(store(), parseListQuery(request.nextUrl.searchParams)));
}

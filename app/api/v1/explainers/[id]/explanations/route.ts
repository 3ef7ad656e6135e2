import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { listSaid, store } from '@/lib/store';
import { explainerOf } from '../../../found';
import { respond } from '../../../respond';

/** What an explainer said of each question, a page at a time. */
export function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => {
    const { id } = ENDPOINTS.said.params.parse(await params);
    const { facet, verdict, ...rest } = parseQuery(ENDPOINTS.said.query, request.nextUrl.searchParams);
    return listSaid(store(), await explainerOf(id), { facets: facet, verdicts: verdict, ...rest });
  });
}

import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { findQuestions, neighbours, store } from '@/lib/store';
import { noQuestion } from '../../../found';
import { respond } from '../../../respond';

/** The questions before and after one in its list. */
export function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => {
    const { id } = ENDPOINTS.neighbours.params.parse(await params);
    const { facet, verdict, q, sort } = parseQuery(ENDPOINTS.neighbours.query, request.nextUrl.searchParams);
    const [item] = await findQuestions(store(), [id]);
    if (!item) throw noQuestion(id);
    const { targetId, task } = item;
    return neighbours(store(), id, { targetId, task, facets: facet, verdicts: verdict, q, sort });
  });
}

import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { listQuestionFields, listQuestions, store } from '@/lib/store';
import { respond } from '../respond';

/** Questions of a task about a target, a page at a time. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const query = parseQuery(ENDPOINTS.questions.query, request.nextUrl.searchParams);
    const { target, task, facet, verdict, fields, ...rest } = query;
    const asked = { targetId: target, task, facets: facet, verdicts: verdict, ...rest };
    return fields ? listQuestionFields(store(), fields, asked) : listQuestions(store(), asked);
  });
}

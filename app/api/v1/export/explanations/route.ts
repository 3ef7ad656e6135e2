import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { exportSaid, store } from '@/lib/store';
import { taskOf } from '@/lib/task/tasks';
import { respond } from '../../respond';
import { asLines, streamed } from '../../stream';

/** Everything that was said of the questions that pass the filters, as lines of JSON. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const query = parseQuery(ENDPOINTS.exportExplanations.query, request.nextUrl.searchParams);
    const { target, task, facet, verdict, q, sort, explainer, fields } = query;
    const filters = { targetId: target, task, facets: facet, verdicts: verdict, q, sort };
    const name = `${explainer ?? `${target}-${taskOf(task).path}`}-explanations.ndjson`;
    return streamed(asLines(exportSaid(store(), filters, explainer), fields), { name });
  });
}

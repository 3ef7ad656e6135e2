import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { exportQuestions, listExplainers, store } from '@/lib/store';
import { taskOf } from '@/lib/task/tasks';
import { respond } from '../../respond';
import { asLines, streamed } from '../../stream';
import { TABLE_FIELDS, tableOf } from './table';

/** Every question that passes the filters, as lines of JSON or as a table. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const query = parseQuery(ENDPOINTS.exportQuestions.query, request.nextUrl.searchParams);
    const { target, task, facet, verdict, q, sort, fields, format } = query;
    const filters = { targetId: target, task, facets: facet, verdicts: verdict, q, sort };
    const name = `${target}-${taskOf(task).path}.${format}`;
    if (format === 'csv') {
      const explainers = (await listExplainers(store(), target, task)).filter(({ shown }) => shown);
      const chunks = exportQuestions(store(), filters, TABLE_FIELDS);
      return streamed(tableOf(taskOf(task), explainers, chunks), { name, type: 'text/csv' });
    }
    return streamed(asLines(exportQuestions(store(), filters, fields)), { name });
  });
}

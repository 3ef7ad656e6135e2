import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { exportEvaluations, store } from '@/lib/store';
import { respond } from '../../respond';
import { asLines, streamed } from '../../stream';

/** Every score of a target, as lines of JSON. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const query = parseQuery(ENDPOINTS.exportEvaluations.query, request.nextUrl.searchParams);
    const { target, fields, ...rest } = query;
    const chunks = exportEvaluations(store(), { targetId: target, ...rest });
    return streamed(asLines(chunks, fields), { name: `${target}-evaluations.ndjson` });
  });
}

import { type NextRequest, NextResponse } from 'next/server';
import { todaysQuery } from '@/components/list/earlier-query';
import { findViewAt } from '@/components/task/views';
import { questionsPath } from '@/lib/api/paths';
import { listExplainers, store } from '@/lib/store';
import { nothingAt } from '../found';
import { respond } from '../respond';

/**
 * Where questions of a task stood before they all stood under one address: `/api/v1/patching`. Its filters had the names
 * that those of pages had, and are handed on by today's.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ path: string }> }) {
  const { path } = await params;
  return respond(async () => {
    const view = findViewAt(path);
    if (!view) throw nothingAt(path);
    const asked = request.nextUrl.searchParams;
    const target = asked.get('target');
    const explainers = target ? await listExplainers(store(), target, view.task.id) : [];
    const query =
      todaysQuery(
        view,
        explainers.filter(({ shown }) => shown),
        asked,
      ) ?? new URLSearchParams(asked);
    query.set('task', view.task.id);
    return new NextResponse(null, { status: 308, headers: { Location: questionsPath(query) } });
  });
}

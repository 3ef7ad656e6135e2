import type { NextRequest } from 'next/server';
import { todaysQuery } from '@/components/list/earlier-query';
import { itemPath, listPath } from '@/lib/api/paths';
import { predictingQuery, readPredicting } from '@/lib/api/prediction';
import { filterQuery, readFilters } from '@/lib/api/query';
import { randomQuestion, store } from '@/lib/store';
import { readRoute } from '../../../_data/route';
import { loadShown } from '../../../_data/target';

/** Leads to a random question of the target under the filters of the address, or to the list where none passes. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ target: string; task: string }> },
) {
  const { target: id, task: path } = await params;
  const route = await readRoute({ target: encodeURIComponent(id), task: encodeURIComponent(path) });
  if (!route) return new Response('There is nothing at this address.', { status: 404 });
  const { target, view } = route;
  const { task } = view;
  const asked = request.nextUrl.searchParams;
  const filters = readFilters(todaysQuery(view, await loadShown(target.id, task.id), asked) ?? asked);
  const filtered = filterQuery(filters);
  const query = task.prediction && readPredicting(asked).isOn ? predictingQuery(filtered) : filtered;
  const drawn = await randomQuestion(store(), { targetId: target.id, task: task.id, ...filters });
  return new Response(null, {
    status: 307,
    headers: {
      // Without a host: the reader's own is the right one, and no address can lead elsewhere.
      Location: drawn ? itemPath(task, target.id, drawn, query) : listPath(task, target.id, query),
      'Cache-Control': 'no-store',
    },
  });
}

import { filterQuery, readFilters, storeFilters, withQuery } from '@/components/list/query';
import { getModel, randomPatchItem, store } from '@/lib/store';
import { isId } from '../../../_data/params';
import { toQuery } from '../../../_data/query';

/** Leads to a random question of the target under the filters of the address, or to the list where none passes. */
export async function GET(request: Request, { params }: { params: Promise<{ target: string }> }) {
  // Decoded already. Only what the store knows may stand in an address that a reader is sent to.
  const { target } = await params;
  const model = isId(target) ? await getModel(store(), target) : null;
  if (!model) return new Response('There is no such target.\n', { status: 404 });
  const filters = readFilters(toQuery(Object.fromEntries(new URL(request.url).searchParams)));
  const found = await randomPatchItem(store(), storeFilters(model.id, filters));
  const list = `/${encodeURIComponent(model.id)}/patching`;
  const path = found ? `${list}/${encodeURIComponent(found)}` : list;
  // A path alone: which name and port a reader knows this site by is not for the server to say.
  return new Response(null, {
    status: 307,
    headers: { Location: withQuery(path, filterQuery(filters)), 'Cache-Control': 'no-store' },
  });
}

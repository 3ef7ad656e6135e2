import { NextResponse, type NextRequest } from 'next/server';
import { filterQuery, readFilters, storeFilters, withQuery } from '@/components/list/query';
import { listPatchItems, store, storeCounts } from '@/lib/store';

const TRIES = 8;
const NEAR = 40;

/**
 * Leads to a random question of the target under the filters of the address. A place in the order of the store is
 * drawn and the next question after it taken; draws that fall into a long gap between questions are thrown again, so
 * that a question after a gap is not preferred.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ target: string }> }) {
  const { target } = await params;
  const targetId = decodeURIComponent(target).slice(0, 200);
  const filters = readFilters(request.nextUrl.searchParams);
  const { questions } = await storeCounts(store());
  const wanted = { ...storeFilters(targetId, filters), limit: 1 };
  let found: string | null = null;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const place = Math.floor(Math.random() * Math.max(1, questions));
    const { items, nextCursor } = await listPatchItems(store(), { ...wanted, cursor: `${place}~!` });
    if (!items[0]) continue;
    found = items[0].id;
    if (nextCursor !== null && Number(nextCursor.split('~')[0]) - place <= NEAR) break;
  }
  found ??= (await listPatchItems(store(), wanted)).items[0]?.id ?? null;
  const path = withQuery(
    `/${target}/patching${found ? `/${encodeURIComponent(found)}` : ''}`,
    filterQuery(filters),
  );
  return NextResponse.redirect(new URL(path, request.nextUrl), {
    status: 307,
    headers: { 'Cache-Control': 'no-store' },
  });
}

import { NextResponse, type NextRequest } from 'next/server';
import { filterQuery, readFilters, storeFilters, withQuery } from '@/components/list/query';
import { randomPatchItem, store } from '@/lib/store';

/** Leads to a random question of the target under the filters of the address, or to the list where none passes. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ target: string }> }) {
  const { target } = await params;
  const filters = readFilters(request.nextUrl.searchParams);
  const found = await randomPatchItem(
    store(),
    storeFilters(decodeURIComponent(target).slice(0, 200), filters),
  );
  const path = withQuery(
    `/${target}/patching${found ? `/${encodeURIComponent(found)}` : ''}`,
    filterQuery(filters),
  );
  return NextResponse.redirect(new URL(path, request.nextUrl), {
    status: 307,
    headers: { 'Cache-Control': 'no-store' },
  });
}

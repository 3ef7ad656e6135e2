import { questionPath } from '@/lib/api/paths';
import { findTaskAt } from '@/lib/task/tasks';
import { nothingAt } from '../../found';
import { respond } from '../../respond';

/** Where a question stood before all questions stood under one address: `/api/v1/patching/ID`. */
export async function GET(_request: Request, { params }: { params: Promise<{ path: string; id: string }> }) {
  const { path, id } = await params;
  if (!findTaskAt(path)) return respond(() => Promise.reject(nothingAt(`${path}/${id}`)));
  return new Response(null, { status: 308, headers: { Location: questionPath(id) } });
}

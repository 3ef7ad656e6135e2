import type { NextRequest } from 'next/server';
import { questionsPath } from '@/lib/api/paths';
import { findTaskAt } from '@/lib/task/tasks';
import { RequestError, respond } from '../respond';

/** Where questions of a task stood before they all stood under one address: `/api/v1/patching`. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ path: string }> }) {
  const { path } = await params;
  const task = findTaskAt(path);
  if (!task)
    return respond(() => Promise.reject(new RequestError(`There is nothing at /api/v1/${path}.`, 404)));
  const query = new URLSearchParams(request.nextUrl.searchParams);
  query.set('task', task.id);
  return new Response(null, { status: 308, headers: { Location: questionsPath(query) } });
}

import type { NextRequest } from 'next/server';
import { parseListQuery } from '@/lib/api/query';
import { listQuestions, store } from '@/lib/store';
import { findTask } from '@/lib/task/tasks';
import { RequestError, respond } from '../respond';

/** Questions of a task about a target, a page at a time. */
export function GET(request: NextRequest) {
  return respond(() => {
    const { target, task, facet, verdict, ...rest } = parseListQuery(request.nextUrl.searchParams);
    if (!findTask(task)) throw new RequestError(`task: there is no task ${task}`);
    return listQuestions(store(), { targetId: target, task, facets: facet, verdicts: verdict, ...rest });
  });
}

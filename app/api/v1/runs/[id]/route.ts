import { ENDPOINTS } from '@/lib/api/endpoints';
import { getRun, store } from '@/lib/store';
import { RequestError, respond } from '../../respond';

/** One training run with its curves. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => {
    const { id } = ENDPOINTS.run.params.parse(await params);
    const run = await getRun(store(), id);
    if (!run) throw new RequestError(`There is no run ${id}: /api/v1/runs lists them.`, 404);
    return run;
  });
}

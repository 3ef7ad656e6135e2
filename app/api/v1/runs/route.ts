import { listRuns, store } from '@/lib/store';
import { respond } from '../respond';

export const dynamic = 'force-dynamic';

/** Every training run, the oldest first, without its curves. */
export function GET() {
  return respond(async () => ({ runs: await listRuns(store()) }));
}

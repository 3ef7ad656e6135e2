import { listModels, store } from '@/lib/store';
import { respond } from '../respond';

export const dynamic = 'force-dynamic';

/** The models whose computations are explained. */
export function GET() {
  return respond(async () => ({ models: await listModels(store()) }));
}

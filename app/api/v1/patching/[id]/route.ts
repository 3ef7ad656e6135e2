import { z } from 'zod';
import { getPatchItem, store } from '@/lib/store';
import { RequestError, respond } from '../../respond';

const idSchema = z.string().min(1).max(200);

/** One patch question with its sweep and every recorded explanation. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => {
    const id = idSchema.parse((await params).id);
    const item = await getPatchItem(store(), id);
    if (!item) throw new RequestError(`There is no patch question ${id}.`, 404);
    return item;
  });
}

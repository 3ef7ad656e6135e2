import { ENDPOINTS } from '@/lib/api/endpoints';
import { getModel, store } from '@/lib/store';
import { RequestError, respond } from '../../respond';

/** One model. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => {
    const { id } = ENDPOINTS.model.params.parse(await params);
    const model = await getModel(store(), id);
    if (!model) throw new RequestError(`There is no model ${id}: /api/v1/models lists them.`, 404);
    return model;
  });
}

import { ENDPOINTS } from '@/lib/api/endpoints';
import { explainerOf } from '../../found';
import { respond } from '../../respond';

/** One explainer. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => explainerOf(ENDPOINTS.explainer.params.parse(await params).id));
}

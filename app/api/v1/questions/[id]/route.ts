import { ENDPOINTS } from '@/lib/api/endpoints';
import { getQuestion, store } from '@/lib/store';
import { noQuestion } from '../../found';
import { respond } from '../../respond';

/** One question with everything that its page draws. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => {
    const { id } = ENDPOINTS.question.params.parse(await params);
    const item = await getQuestion(store(), id);
    if (!item) throw noQuestion(id);
    return item;
  });
}

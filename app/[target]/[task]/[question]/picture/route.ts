import { loadItem } from '../../../../_data/item';
import { drawPicture } from '../../../../_data/picture';
import { pictureOfQuestion } from '../../../../_data/pictured';

/** The preview picture of a question. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/[target]/[task]/[question]/picture'>,
): Promise<Response> {
  const { target, task, question } = await params;
  const part = encodeURIComponent;
  const found = await loadItem({ target: part(target), task: part(task), question: part(question) });
  return found
    ? drawPicture(await pictureOfQuestion(found.item))
    : new Response('There is no such picture.\n', { status: 404 });
}

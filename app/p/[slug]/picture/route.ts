import { getPermalink, store } from '@/lib/store';
import { drawPicture } from '../../../_data/picture';
import { pictureOfLink } from '../../../_data/pictured';
import { readPart } from '../../../_data/route';

/** The preview picture of a link: what it shows, with its note. */
export async function GET(_: Request, { params }: RouteContext<'/p/[slug]/picture'>): Promise<Response> {
  const slug = readPart(encodeURIComponent((await params).slug));
  const link = slug ? await getPermalink(store(), slug) : null;
  const pictured = link && (await pictureOfLink(link));
  return pictured ? drawPicture(pictured) : new Response('There is no such picture.\n', { status: 404 });
}

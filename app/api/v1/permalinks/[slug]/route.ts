import { getPermalink, store } from '@/lib/store';
import { RequestError, respond } from '../../respond';

/** What a link restores. */
export function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }) {
  return respond(async () => {
    const { slug } = await params;
    const link = await getPermalink(store(), slug.slice(0, 100));
    if (!link)
      throw new RequestError(`There is no link ${slug.slice(0, 100)}: it may have been cut short.`, 404);
    return link;
  });
}

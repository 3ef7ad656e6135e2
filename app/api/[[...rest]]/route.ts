import { DOCS_PATH } from '@/lib/api/paths';
import { refusal } from '../v1/respond';

/** Any address below `/api` that nothing else answers: a line that says so, where a page would be of no use. */
function nothingHere(request: Request) {
  const { pathname } = new URL(request.url);
  return refusal(404, `There is nothing at ${pathname}: ${DOCS_PATH} says what there is.`);
}

export { nothingHere as GET, nothingHere as POST };

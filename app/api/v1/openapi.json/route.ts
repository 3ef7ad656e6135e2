import { openApi } from '@/lib/api/openapi';

export const dynamic = 'force-static';

/** The OpenAPI 3.1 description of this API. */
export function GET() {
  return Response.json(openApi());
}

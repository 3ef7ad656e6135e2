import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { API } from './paths';

/** Addresses that answer to reading and describe no data of the store. */
const ASIDE = ['/api/health', `${API}/openapi.json`];

const patterns = (Object.values(ENDPOINTS) as Endpoint[]).map(({ path, method }) => ({
  path: new RegExp(`^${API}${path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
  method,
}));

/** The methods that an address of the API answers; null where nothing is known of it, which is for the routes to say. */
export function methodsAt(path: string): string[] | null {
  const found = patterns.filter((pattern) => pattern.path.test(path)).map(({ method }) => method);
  const reads = ASIDE.includes(path) || found.includes('get');
  if (!reads && found.length === 0) return null;
  return [...(reads ? ['GET', 'HEAD'] : []), ...(found.includes('post') ? ['POST'] : []), 'OPTIONS'];
}

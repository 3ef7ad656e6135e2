import { Fault } from '@/lib/fault';

/** A fault of the store or of a bundle. */
export class StoreError extends Fault {
  override name = 'StoreError';
}

interface Coded {
  code?: unknown;
  message?: unknown;
}

/** Where a URL points, without its password. */
export function describeUrl(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname || 'localhost'}:${port || 5432}${pathname}`;
  } catch {
    return 'an unreadable URL';
  }
}

/** Turns a failure to connect into a StoreError that says what is wrong with which part of the URL. */
export function connectionError(error: unknown, url: string): StoreError {
  const { code, message } = (error ?? {}) as Coded;
  const where = describeUrl(url);
  const reason =
    code === 'ECONNREFUSED'
      ? 'nothing listens there'
      : code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? 'no such host'
        : code === 'ETIMEDOUT' || code === 'ETIMEOUT'
          ? 'it does not answer'
          : code === '28P01' || code === '28000'
            ? 'user or password are refused'
            : code === '3D000'
              ? 'that database does not exist'
              : String(message ?? error).split('\n')[0];
  return new StoreError(
    `The database at ${where} cannot be used: ${reason}. Check DATABASE_URL, or unset it to use the embedded database.`,
  );
}

/** Prisma: not reachable, not in time, connection closed, pool exhausted. */
const AWAY_IN_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);
/** The same as the driver's adapter tells it, which a raw query passes on. */
const AWAY_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** Of PostgreSQL: connection exceptions, shutting down or starting, too many connections; and of the socket. */
const AWAY_CODE = /^(08\w{3}|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** What the pool of `pg` says, without any code. */
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * Whether a query failed because the database could not be reached in time: the same may work in a moment. Anything else is
 * a mistake in the query or in the store.
 */
export function isStoreAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, kind, originalCode, message, cause, meta } = error as Record<string, unknown>;
  if (typeof code === 'string' && (AWAY_IN_PRISMA.has(code) || AWAY_CODE.test(code))) return true;
  if (typeof originalCode === 'string' && AWAY_CODE.test(originalCode)) return true;
  if (typeof kind === 'string' && AWAY_KINDS.has(kind)) return true;
  if (typeof message === 'string' && AWAY_MESSAGE.test(message)) return true;
  return isStoreAway(cause) || isStoreAway((meta as Record<string, unknown> | undefined)?.driverAdapterError);
}

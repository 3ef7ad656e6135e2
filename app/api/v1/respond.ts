import { NextResponse } from 'next/server';
import { issueLine } from '@/lib/schemas';
import { ZodError } from 'zod';
import { log } from '@/lib/log';
import { isStoreAway } from '@/lib/store/errors';

/** A mistake of the caller, or a bound that is reached, with the status that says which. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly status: 400 | 404 | 408 | 413 | 415 | 429 | 507 = 400,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** Seconds after which a store that is away is worth another try. */
const STORE_RETRY = 5;

/** Answers with what `work` returns, as JSON unless it is an answer by itself; any failure becomes one clear line in `error`. */
export async function respond(work: () => Promise<unknown>, status = 200): Promise<NextResponse> {
  try {
    const result = await work();
    return result instanceof NextResponse ? result : NextResponse.json(result, { status });
  } catch (error) {
    if (error instanceof RequestError) return failure(error.message, error.status, error.retryAfterSeconds);
    if (error instanceof ZodError) return failure(issueLine(error), 400);
    if (isStoreAway(error)) {
      log.warn({ err: error }, 'store is away');
      const message =
        'The store did not answer. Recorded values are unavailable until it does; try again soon.';
      return failure(message, 503, STORE_RETRY);
    }
    log.error({ err: error }, 'request failed');
    return failure(
      'This could not be answered because of a fault in the server, which has been logged.',
      500,
    );
  }
}

function failure(error: string, status: number, retryAfterSeconds?: number): NextResponse {
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  return NextResponse.json({ error }, { status, headers });
}

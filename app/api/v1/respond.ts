import { NextResponse } from 'next/server';
import { newInstance, problem, PROBLEM_TYPE, type ProblemStatus } from '@/lib/api/problem';
import { issueLine } from '@/lib/schemas';
import { ZodError } from 'zod';
import { log } from '@/lib/log';
import { isStoreAway } from '@/lib/store/errors';

/** A mistake of the caller, or a bound that is reached, with the status that says which. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly status: Exclude<ProblemStatus, 500 | 501 | 503> = 400,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Seconds after which a store that is away is worth another try. */
const STORE_RETRY = 5;

interface Telling {
  status?: 200 | 201;
  /** What every answer says beside its body, errors as well; asked for once the work is done. */
  headers?: () => Readonly<Record<string, string>>;
}

/** Answers with what `work` returns, as JSON unless it is an answer by itself; any failure becomes a problem of one clear line. */
export async function respond(
  work: () => Promise<unknown>,
  { status = 200, headers = () => ({}) }: Telling = {},
): Promise<NextResponse> {
  try {
    const result = await work();
    return result instanceof NextResponse
      ? result
      : NextResponse.json(result, { status, headers: headers() });
  } catch (error) {
    const response = failure(error);
    for (const [name, value] of Object.entries(headers())) response.headers.set(name, value);
    return response;
  }
}

function failure(error: unknown): NextResponse {
  if (error instanceof RequestError) return refusal(error.status, error.message, error.headers);
  if (error instanceof ZodError) return refusal(400, issueLine(error));
  if (isStoreAway(error)) {
    log.warn({ err: error }, 'store is away');
    const message =
      'The store did not answer. Recorded values are unavailable until it does; try again soon.';
    return refusal(503, message, { 'Retry-After': String(STORE_RETRY) });
  }
  const instance = newInstance();
  log.error({ err: error, instance }, 'request failed');
  const message = 'This could not be answered because of a fault in the server, which has been logged.';
  return refusal(500, message, {}, instance);
}

/** An error as an answer, which nobody keeps. */
export function refusal(
  status: ProblemStatus,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
  instance?: string,
): NextResponse {
  return NextResponse.json(problem(status, detail, instance), {
    status,
    headers: { ...headers, 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store' },
  });
}

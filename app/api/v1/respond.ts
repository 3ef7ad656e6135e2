import { NextResponse } from 'next/server';
import { log } from '@/lib/log';
import { ZodError } from 'zod';

/** A mistake of the caller, with the status that says which. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly status: 400 | 404 | 413 | 415 | 429 = 400,
  ) {
    super(message);
  }
}

/** Answers with what `work` returns as JSON; any failure becomes one clear line in `error`. */
export async function respond(work: () => Promise<unknown>, status = 200): Promise<NextResponse> {
  try {
    return NextResponse.json(await work(), { status });
  } catch (error) {
    if (error instanceof RequestError) return failure(error.message, error.status);
    if (error instanceof ZodError) return failure(firstIssue(error), 400);
    log.error({ err: error }, 'request failed');
    return failure('The store did not answer. Recorded values are away until it does; try again soon.', 503);
  }
}

const failure = (error: string, status: number) => NextResponse.json({ error }, { status });

/** `limit: too big, at most 200` instead of a tree. */
export function firstIssue(error: ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The input is not valid.';
  const path = issue.path.join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}

/**
 * The JSON body of a request.
 * @throws RequestError when it is larger than `maxBytes` or not JSON
 */
export async function jsonBody(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('application/json'))
    throw new RequestError('The body must be JSON, with content-type application/json.', 415);
  const tooLarge = () => new RequestError(`The body is larger than ${Math.floor(maxBytes / 1024)} KB.`, 413);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted while reading, because the header may be absent or untrue.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RequestError('The body is not valid JSON.');
  }
}

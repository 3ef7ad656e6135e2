import { RequestError } from './respond';

export interface BodyBounds {
  maxBytes: number;
  /** Whoever sends slower than this is not waited for. */
  maxMs: number;
}

/**
 * The JSON body of a request.
 * @throws RequestError when it is larger than `maxBytes`, not sent within `maxMs`, or not JSON
 */
export async function jsonBody(request: Request, { maxBytes, maxMs }: BodyBounds): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('application/json'))
    throw new RequestError('The body must be JSON, with content-type application/json.', 415);
  const tooLarge = () => new RequestError(`The body is larger than ${Math.floor(maxBytes / 1024)} KB.`, 413);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // Ends the pending read; that the sender is still there does not matter any more.
    reader?.cancel().catch(() => undefined);
  }, maxMs);
  try {
    // Counted while reading, because the header may be absent or untrue.
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      size += part.value.byteLength;
      if (size > maxBytes) throw tooLarge();
      chunks.push(part.value);
    }
  } finally {
    clearTimeout(timer);
  }
  if (late) throw new RequestError(`The body did not arrive within ${maxMs / 1000} seconds.`, 408);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new RequestError('The body is not valid JSON.');
  }
}

import { detailOf } from './problem';

/**
 * What the API answers a page that asks for it, or that sends it something.
 *
 * @param sent what is posted, as JSON; nothing is, and the answer is read, unless given
 * @throws Error with the one line that says what went wrong
 */
export async function fetchAnswer<A extends object>(
  address: string,
  signal: AbortSignal,
  sent?: object,
): Promise<A> {
  const posted = sent && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  };
  const response = await fetch(address, { signal, ...posted }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Error('The server cannot be reached. Try again soon.', { cause: error });
  });
  // A proxy on the way answers with something else.
  const answer = (await response.json().catch(() => null)) as A | null;
  signal.throwIfAborted();
  if (answer === null || !response.ok)
    throw new Error(
      detailOf(answer) ?? `The server did not answer as it should (HTTP ${response.status}). Try again soon.`,
    );
  return answer;
}

import type { z } from 'zod';

/** A fault that whoever runs the program can mend: its message is one line that names the thing and the way out. */
export class StoreError extends Error {
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

/** The first thing that a schema found wrong, with its place. */
export function firstIssue(error: z.ZodError, within = ''): string {
  const issue = error.issues[0];
  const place = [...(within ? [within] : []), ...(issue?.path ?? [])].join('.');
  return issue ? `${place || 'it'}: ${issue.message}` : 'unreadable';
}

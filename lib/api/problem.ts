import { DOCS_PATH } from './paths';

/**
 * Errors of the API as problem details (RFC 9457): what kind of problem it is, and one line that names the thing and the way
 * out. Each kind belongs to one status and has its place on the page about the API, where its `type` leads. What stands
 * before the routes (`server/front.ts`), the routes, the document and pages that ask all know them by this table.
 */
export const PROBLEM_TYPE = 'application/problem+json';

export const PROBLEMS = {
  400: {
    name: 'invalid-request',
    title: 'The request is not valid',
    meaning: '`detail` names the parameter or the part of the body, and what it takes.',
  },
  404: {
    name: 'not-found',
    title: 'There is nothing of this name',
    meaning: 'It may belong to another bundle, or the address was cut short.',
  },
  405: {
    name: 'method-not-allowed',
    title: 'This address does not answer this method',
    meaning: '`Allow` names the methods that it answers.',
  },
  408: {
    name: 'body-too-slow',
    title: 'The body took too long to arrive',
    meaning: '`detail` says how long is waited.',
  },
  413: {
    name: 'body-too-large',
    title: 'The body is too large',
    meaning: '`detail` says how large it may be.',
  },
  415: {
    name: 'body-not-json',
    title: 'The body is not said to be JSON',
    meaning: 'Send it with `content-type: application/json`.',
  },
  429: {
    name: 'too-many-requests',
    title: 'Too many requests',
    meaning: '`Retry-After` says in how many seconds to come again.',
  },
  500: {
    name: 'server-fault',
    title: 'A fault of the server',
    meaning: 'The log of the server describes it under its `instance`.',
  },
  501: {
    name: 'method-unknown',
    title: 'Nothing here answers this method',
    meaning: '`Allow` names the methods that are answered.',
  },
  502: {
    name: 'explainer-away',
    title: 'An explainer behind HTTP did not answer',
    meaning: 'It is asked over HTTP by the server of this site, whose log says more. Try again later.',
  },
  503: {
    name: 'unavailable',
    title: 'This cannot be answered now',
    meaning: 'The store is away or the server is busy; `Retry-After` says in how many seconds to come again.',
  },
  507: {
    name: 'no-room',
    title: 'There is no room for more links',
    meaning: 'Those that exist stay.',
  },
} as const;

export type ProblemStatus = keyof typeof PROBLEMS;

export interface Problem {
  /** Leads to what the kind of problem means. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** This one occurrence, as the log of the server names it. */
  instance?: string;
}

export const problemPath = (status: ProblemStatus): string => `${DOCS_PATH}#${PROBLEMS[status].name}`;

/** A problem with what is particular to it, which may hold words of whoever asked: made one line. */
export const problem = (status: ProblemStatus, detail: string, instance?: string): Problem => ({
  type: problemPath(status),
  title: PROBLEMS[status].title,
  status,
  detail: detail.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim(),
  ...(instance !== undefined && { instance }),
});

/** A name for an occurrence that the log and the answer share. */
export const newInstance = (): string => `urn:uuid:${crypto.randomUUID()}`;

/** The line of an answer that is a problem; null for any other. */
export function detailOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('detail' in answer && 'status' in answer))
    return null;
  return typeof answer.detail === 'string' && typeof answer.status === 'number' ? answer.detail : null;
}

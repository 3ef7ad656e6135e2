import type { Instrumentation } from 'next';

/** Runs once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logConsole, logRequests } = await import('@/lib/log-server');
  logRequests();
  // Whoever develops wants them as Next.js prints them.
  if (process.env.NODE_ENV === 'production') logConsole();
}

/** Whatever a page or a route threw, with where. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  const { method, path } = request;
  log.error({ err: error, method, path, route: context.routePath, kind: context.routeType }, 'page failed');
};

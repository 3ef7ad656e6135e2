import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time that the event's own thread spent in it, microseconds. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Watches the tasks of a page's main thread. What counts is the processor time of a task and not how long it took: on
 * a machine that others use too, a task that does next to nothing can take long.
 */
export async function watchMainThread(browser: Browser, page: Page) {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  return {
    /** Stops watching. The most processor time that one task took, in milliseconds. */
    async busiest(): Promise<number> {
      const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
        traceEvents: TraceEvent[];
      };
      const key = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`;
      const main = new Set(
        traceEvents
          .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
          .map(key),
      );
      const tasks = traceEvents.filter(
        (event) => event.ph === 'X' && event.tdur !== undefined && main.has(key(event)),
      );
      return Math.max(0, ...tasks.map((event) => event.tdur! / 1000));
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Signals that come this soon after the first are the same Ctrl-C, which npm and tsx hand on too; milliseconds. */
const SAME_INTERRUPT = 1000;

/** Aborts at the first Ctrl-C; at the next one the process ends at once. */
export function onInterrupt(): { signal: AbortSignal; ignore(): void } {
  const stop = new AbortController();
  let since = 0;
  const handle = () => {
    if (!stop.signal.aborted) {
      since = performance.now();
      stop.abort();
    } else if (performance.now() - since > SAME_INTERRUPT) process.exit(130);
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return {
    signal: stop.signal,
    ignore() {
      for (const signal of SIGNALS) process.removeListener(signal, handle);
    },
  };
}

import pino from 'pino';

/** One JSON line an event, on standard error; `LOG_LEVEL` sets how much (default `info`). Server only. */
export const log = pino(
  {
    base: undefined,
    level: process.env.LOG_LEVEL ?? 'info',
    formatters: { level: (level) => ({ level }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  pino.destination(2),
);

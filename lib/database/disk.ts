import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { Fault, reasonOf } from '@/lib/fault';

const MEGABYTE = 1024 * 1024;

/** Below this PostgreSQL can stop at any time: one file of its write-ahead log takes 16. */
const SCARCE_MEGABYTES = 32;

export interface Disk {
  freeMegabytes: number;
  /** Whether the database can go on writing. */
  ok: boolean;
}

/** Room on the disk that a folder, or the nearest one above it that exists, lies on; null where nothing tells. */
export async function diskOf(folder: string): Promise<Disk | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const freeMegabytes = Math.floor((bavail * bsize) / MEGABYTE);
    return { freeMegabytes, ok: freeMegabytes >= SCARCE_MEGABYTES };
  } catch {
    const above = path.dirname(folder);
    return above === folder ? null : diskOf(above);
  }
}

const FULL = /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/i;
/** What is seen of a server that stopped, for whatever reason; the words depend on where in a query it happened. */
const GONE =
  /Connection terminated|clos\w+ the connection|connection error|not queryable|reach database server|timed out|Transaction already closed|ECONNRESET|ECONNREFUSED|EPIPE|nothing listens|does not start|database system is/i;
/** The same as codes: of sockets, of PostgreSQL (connection exceptions, shutdown) and of the client. */
const GONE_CODE = /^(?:ECONNRESET|ECONNREFUSED|EPIPE|08...|57P..|P10(?:01|02|08|11|17)|P2024|P2028)$/;

/** An error and what caused it. */
function* chainOf(error: unknown): Generator<{ code?: unknown; message: string }> {
  for (let at = error, depth = 0; at !== undefined && at !== null && depth < 8; depth++) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    yield { code, message: reasonOf(at) };
    at = cause;
  }
}

/**
 * What to throw for a failure of the database in `folder`: that its disk is full where that is the cause (PostgreSQL may
 * have stopped and say nothing but that the connection is gone), and the failure itself where it is not.
 */
export async function blameDisk(error: unknown, folder: string, look = diskOf): Promise<unknown> {
  const disk = await look(folder);
  const said = [...chainOf(error)];
  // 53100 is PostgreSQL's own code for a full disk.
  const saysSo = said.some(({ code, message }) => FULL.test(message) || code === '53100');
  const gone = said.some(({ code, message }) => GONE.test(message) || GONE_CODE.test(String(code)));
  if (!saysSo && !(disk?.ok === false && gone)) return error;
  return new Fault(
    `The disk that holds ${folder} is full${disk ? ` (${disk.freeMegabytes} MB free)` : ''}: make room on it, or choose a folder on another with --data-dir.`,
  );
}

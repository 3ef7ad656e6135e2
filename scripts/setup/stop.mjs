import { readFileSync } from 'node:fs';

/** A terminal and npm each pass on one Ctrl-C: signals this close are one. */
const ONE_PRESS = 500;

/**
 * Listens for the wish to stop: a first Ctrl-C, SIGTERM or SIGHUP, or the end of the npm that runs this script, aborts
 * `asked`; a second one aborts `hurried`, upon which nothing is waited for any more that can be ended by force.
 * @returns {{asked: AbortSignal, hurried: AbortSignal}}
 */
export function listenForStop() {
  const asked = new AbortController();
  const hurried = new AbortController();
  let first = 0;
  const stop = () => {
    if (!asked.signal.aborted) {
      first = Date.now();
      console.log('\nStopping …');
      asked.abort();
    } else if (!hurried.signal.aborted && Date.now() - first > ONE_PRESS) {
      console.log('Stopping at once …');
      hurried.abort();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // Whoever read the output may end first, and writing must not fail then: there is a database to put away.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  if (process.env.npm_lifecycle_event === 'start') followNpm(stop);
  return { asked: asked.signal, hurried: hurried.signal };
}

/** npm hands a SIGTERM to the shell between the two, which ends without handing it on. */
function followNpm(stop) {
  const starters = findStarters();
  const timer = setInterval(() => {
    if (findStarters() === starters) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

/** The parent of this process and, where that is npm's shell and /proc tells, npm. */
function findStarters() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const name = stat.slice(stat.indexOf('(') + 1, end);
    return name.startsWith('npm')
      ? `${process.ppid}`
      : `${process.ppid} ${stat.slice(end + 2).split(' ')[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}

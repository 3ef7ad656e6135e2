import { SingleBar } from 'cli-progress';

/** A bar on a terminal, a line now and then elsewhere. */
export function progressBar(what: string): SingleBar {
  return new SingleBar({
    format: `${what} {bar} {value}/{total} | {eta_formatted} left`,
    noTTYOutput: true,
    notTTYSchedule: 20_000,
  });
}

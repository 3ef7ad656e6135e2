import { Fault } from '@/lib/fault';

/** Says a line to whoever runs the program. */
export type Notice = (line: string) => void;

/**
 * Announces what is about to be changed outside of the checkout and the data folder, which only root can do.
 * @throws Fault where `MIRRORSCOPE_NO_SYSTEM_CHANGES` is set, before anything is changed
 */
export function changeSystem(notice: Notice, change: string): void {
  if (process.env.MIRRORSCOPE_NO_SYSTEM_CHANGES)
    throw new Fault(
      `MIRRORSCOPE_NO_SYSTEM_CHANGES forbids what this needs (${change}) Run as an ordinary user, set DATABASE_URL, or unset it.`,
    );
  notice(`${change} (MIRRORSCOPE_NO_SYSTEM_CHANGES=1 forbids this.)`);
}

/** What was asked cannot be done as asked: bad arguments or bad files. Ends the command with exit code 2. */
export class BadInput extends Error {}

/** Marks every Error of a command as the caller's to mend: for commands that do nothing but read what they are given. */
export function asBadInput<Args extends unknown[]>(
  run: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (cause) {
      throw new BadInput(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  };
}

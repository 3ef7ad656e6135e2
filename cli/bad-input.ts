/** Bad arguments or bad files, which the caller can mend. Ends the command with exit code 2. */
export class BadInput extends Error {}

/** Turns every Error of a command into bad input: for commands that do nothing but read what they are given. */
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

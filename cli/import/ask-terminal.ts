import { createInterface } from 'node:readline';

import { BadInput } from '../bad-input';

/** One question to whoever sits at the terminal. */
export interface TerminalQuestion<T> {
  ask: string;
  /** What an empty answer stands for; without it there has to be one. */
  fallback?: string;
  /** The answer as it is meant; what it throws says what is wrong with it. */
  read(answer: string): T;
}

/** Asks questions one after another. */
export interface Terminal {
  ask<T>(question: TerminalQuestion<T>): Promise<T>;
  close(): void;
}

/**
 * A terminal, or a file of answers, one a line. At a terminal a wrong answer is asked for again; in a file it ends the command,
 * as it does when the answers end too soon.
 */
export function openTerminal(
  input: NodeJS.ReadableStream & { isTTY?: boolean } = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Terminal {
  const reader = createInterface({ input, terminal: false });
  // Lines of a file come faster than they are asked for; the iterator keeps them.
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask({ ask, fallback, read }) {
      for (;;) {
        output.write(`${ask}${fallback === undefined ? '' : ` [${fallback}]`}: `);
        const { value, done } = await lines.next();
        if (!input.isTTY) output.write('\n');
        if (done) throw new BadInput(`the answers ended at: ${ask}`);
        const answer = value.trim() || fallback;
        try {
          if (answer === undefined) throw new Error('there has to be an answer');
          return read(answer);
        } catch (error) {
          const { message } = error as Error;
          if (!input.isTTY) throw new BadInput(`${ask}: ${message}`, { cause: error });
          output.write(`${message}\n`);
        }
      }
    },
    close: () => reader.close(),
  };
}

/** A reader of one of several words. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (answer: string): T => {
    const word = words.find((known) => known === answer);
    if (word === undefined) throw new Error(`there are ${words.join(', ')}`);
    return word;
  };

/** Any text. */
export const anyText = (answer: string): string => answer;

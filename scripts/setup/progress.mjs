/** A fault that whoever runs the script can mend: printed as one line, without a stack. */
export class Fault extends Error {
  name = 'Fault';
}

const terminal = process.stdout.isTTY && !process.env.CI;

/**
 * Runs one step and says what became of it. `work` receives `note`, which replaces the text behind the title while it
 * runs, and returns what to say at its end; nothing means the time it took.
 * @template T
 * @param {string} title
 * @param {(note: (text: string) => void) => Promise<string | void>} work
 */
export async function step(title, work) {
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  const label = title.padEnd(14);
  let text = '';
  let announced = false;
  const draw = () => {
    if (terminal) process.stdout.write(`\r\x1b[2K  … ${label} ${text} ${seconds()}`);
    else if (!announced && text) {
      announced = true;
      console.log(`  … ${label} ${text}`);
    }
  };
  const timer = setInterval(draw, 500);
  const end = (mark, outcome) => {
    clearInterval(timer);
    console.log(`${terminal ? '\r\x1b[2K' : ''}  ${mark} ${label} ${outcome}`);
  };
  try {
    const outcome = await work((latest) => {
      text = latest;
      draw();
    });
    end('✓', outcome ?? `done in ${seconds()}`);
  } catch (error) {
    end('✗', `failed after ${seconds()}`);
    throw error;
  }
}

/** Prints a fault as one line, anything unexpected with its stack, and ends with exit code 1. */
export function fail(error) {
  const expected = error?.name === 'Fault' || error?.name === 'StoreError';
  console.error(expected ? `\nError: ${error.message}` : error);
  process.exit(1);
}

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

/** Says one line, also in the middle of a step. */
export function say(line) {
  console.log(`${terminal ? '\r\x1b[2K' : ''}  ! ${line}`);
}

/** Prints a fault as one line, anything unexpected with its stack, and ends with exit code 1. */
export function fail(error) {
  const line = explain(error);
  console.error(line === null ? error : `\nError: ${line}`);
  process.exit(1);
}

/** The one line that says what is wrong and how to mend it; null for what nobody expected. */
export function explain(error) {
  if (error?.name === 'Fault' || error?.name === 'StoreError') return error.message;
  const place = error?.path ?? 'the checkout';
  switch (error?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk that holds ${place} is full: make room on it.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${place} cannot be used (${error.code}): the folder of Mirrorscope must be writable for whoever starts it.`;
    case 'ERR_MODULE_NOT_FOUND':
    case 'MODULE_NOT_FOUND':
      return missingPackageFile(error.message);
    case 'ENOENT':
      return place.includes('node_modules') ? missingPackageFile(`Cannot find module '${place}'`) : null;
    default:
      return null;
  }
}

/**
 * What to say where Node.js did not find a file of an installed package; null where `text` is about something else.
 * @param {string} text
 */
export function missingPackageFile(text) {
  const name = /Cannot find (?:module|package) '([^']+)'/.exec(text)?.[1];
  if (!name || !(name.includes('node_modules') || /^@?[a-z][\w./-]*$/.test(name))) return null;
  return `${name} is missing from the installed packages: remove the folder node_modules, and the next start installs them again.`;
}

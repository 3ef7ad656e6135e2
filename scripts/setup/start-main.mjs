import path from 'node:path';
import { parseArgs } from 'node:util';
import { allowTypeScript, prepare, root } from './prepare.mjs';
import { fail, Fault } from './progress.mjs';
import { listenForStop } from './stop.mjs';

const HELP = `Usage: npm start -- [options]

Installs, builds and serves Mirrorscope, skipping whatever is done already.

  --port <number>    port to serve on; the next free one is used when it is taken (default 3000)
  --host <address>   address to listen on (default 127.0.0.1: this machine only)
  --data-dir <path>  folder of the embedded database (default .data)
  --dev              serve the sources as they are, rebuilding on every change
  --help             show this

DATABASE_URL, when set, names a PostgreSQL to use instead of the embedded one.
MIRRORSCOPE_BUNDLE names a folder with another bundle than the one in data/bundle.
MIRRORSCOPE_NO_SYSTEM_CHANGES=1 forbids what only root can do: adding the user that runs the database, for example.`;

/** @param {string[]} args */
export async function main(args) {
  let stop;
  try {
    const options = readOptions(args);
    if (!options) return console.log(HELP);
    stop = listenForStop();
    console.log('Mirrorscope');
    await prepare(stop.asked);
    await allowTypeScript();
    const { serve } = await import('../serve.ts');
    await serve(root, options, stop);
  } catch (error) {
    // What was stopped on demand did not fail.
    if (!stop?.asked.aborted) fail(error);
  }
  console.log('\nStopped.');
  process.exit(0);
}

function readOptions(args) {
  const read = () => {
    try {
      return parseArgs({
        args,
        options: {
          port: { type: 'string', default: process.env.PORT ?? '3000' },
          host: { type: 'string', default: '127.0.0.1' },
          'data-dir': { type: 'string', default: path.join(root, '.data') },
          dev: { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
        },
      }).values;
    } catch (error) {
      throw new Fault(`${error.message.split('\n')[0].replace(/\.$/, '')}. See npm start -- --help.`);
    }
  };
  const values = read();
  if (values.help) return null;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Fault(`--port must be a number from 1 to 65535, and not "${values.port}".`);
  if (values['data-dir'] === '') throw new Fault('--data-dir must name a folder.');
  return { port, host: values.host, dataDir: path.resolve(values['data-dir']), dev: values.dev };
}

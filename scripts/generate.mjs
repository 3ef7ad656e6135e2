import './setup/node-version.mjs';

// Everything that is written and not committed: packages, the store client, the runtime that pages load.
const [{ prepare }, { fail }] = await Promise.all([
  import('./setup/prepare.mjs'),
  import('./setup/progress.mjs'),
]);
await prepare().catch(fail);

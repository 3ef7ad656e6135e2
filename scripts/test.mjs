import './setup/node-version.mjs';

const { main } = await import('./setup/test-main.mjs');
await main(process.argv.slice(2));

import './setup/node-version.mjs';

// Imported only now, so that an old Node says what is wrong rather than where it stumbled.
const { main } = await import('./setup/start-main.mjs');
await main(process.argv.slice(2));

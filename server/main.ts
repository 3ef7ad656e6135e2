import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import next from 'next';
import { siteAddress } from '@/lib/api/site-address';
import { importsHome } from '@/lib/imports';
import { contentVersion, openStore } from '@/lib/store';
import { bundleVersion } from './bundle-version';
import { trustedProxies } from './caller';
import { createFront } from './front';
import { importedFiles } from './imports';

/** Serves the app: `--port`, `--hostname`, and `--dev` for the sources instead of what was built. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    hostname: { type: 'string', default: '127.0.0.1' },
    dev: { type: 'boolean', default: false },
  },
});
const { hostname, dev } = values;
const port = Number(values.port);
const dir = path.resolve(import.meta.dirname, '..');

const trusted = trustedProxies(process.env.TRUSTED_PROXY);
// Pages read it, which know nothing of who asks.
process.env.MIRRORSCOPE_ADDRESS = siteAddress(process.env.MIRRORSCOPE_ADDRESS, hostname, port);

const server = createServer();
// Whoever sends slower than this holds a connection for nothing.
server.headersTimeout = 15_000;
server.requestTimeout = 30_000;

const app = next({ dir, dev, hostname, port, httpServer: server });
await app.prepare();
const handler = app.getRequestHandler();
// A connection of its own: the pages' may all be busy.
const store = openStore(process.env.DATABASE_URL ?? '', 1);
const front = createFront({
  handler,
  publicFolder: path.join(dir, 'public'),
  bundle: bundleVersion(() => contentVersion(store)),
  trusted,
});
// Sources that change under one's hands are for nobody to keep.
const answer = dev
  ? (request: IncomingMessage, response: ServerResponse) => void handler(request, response)
  : front;
const imported = importedFiles(importsHome());
server.on('request', (request, response) => {
  if (!imported(request, response)) answer(request, response);
});
server.listen(port, hostname);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // Answers that are under way may end; whoever reads slowly is cut off.
    setTimeout(() => process.exit(0), 3_000).unref();
  });

import { createServer } from 'node:net';

/** A port of the loopback interface that nothing listens on. */
export async function freePort(): Promise<number> {
  const port = await listenFor(0);
  if (port === null) throw new Error('no port of the loopback interface is free');
  return port;
}

export async function isFree(port: number): Promise<boolean> {
  return (await listenFor(port)) !== null;
}

/** Listens for a moment; null where that is refused. */
function listenFor(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
    });
  });
}

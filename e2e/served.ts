import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A server of this test that answers as OpenAI's does, and the file by which the app's server asks it for readers. */
export async function serveExplainer(
  id: string,
  model: string,
  text: string,
): Promise<{ url: string; asked: () => number; close: () => Promise<void> }> {
  let asked = 0;
  const listener = createServer((request, response) => {
    asked++;
    request.resume();
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ choices: [{ message: { content: text } }] }));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/v1`;
  const file = path.join(process.env.E2E_DATA_DIR!, 'http-explainers.json');
  const settings = { id, url, api: 'chat', model, pages: true, perMinute: 6_000 };
  await writeFile(file, JSON.stringify({ format: 1, explainers: [settings] }));
  return {
    url,
    asked: () => asked,
    async close() {
      await rm(file, { force: true });
      listener.closeAllConnections();
      listener.close();
    },
  };
}

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.join(import.meta.dirname, '..', '..');
const ORT = path.join(ROOT, 'node_modules', 'onnxruntime-web', 'dist');

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export interface EnginePage {
  url: string;
  /** Addresses asked for so far, with their queries. */
  requests: string[];
  close(): Promise<void>;
}

/**
 * Serves the app's engine worker, the harness, ONNX Runtime and the shipped models on loopback, isolated as the app
 * is (threads in WASM need it), and the tiny models of each architecture below `/families/`. Below `/stalled/` a model's weights stop half way.
 *
 * @param folders more folders to serve, by the first part of their addresses
 */
export async function serveEngine(folders: Readonly<Record<string, string>> = {}): Promise<EnginePage> {
  const { outputFiles } = await build({
    entryPoints: {
      'engine.worker': path.join(ROOT, 'workers', 'engine.worker.ts'),
      harness: path.join(ROOT, 'e2e', 'engine', 'harness.ts'),
      'trainer.worker': path.join(ROOT, 'e2e', 'engine', 'trainer.worker.ts'),
    },
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  const bundles = new Map(outputFiles.map((file) => [file.path, file.contents]));
  const requests: string[] = [];

  const server = createServer(async (request, response) => {
    requests.push(request.url!);
    const { pathname } = new URL(request.url!, 'http://localhost');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Content-Type', TYPES[path.extname(pathname)] ?? 'application/octet-stream');
    const bundle = bundles.get(pathname);
    if (bundle) response.end(bundle);
    else if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>engine</title><script type="module" src="/harness.js"></script>');
    } else if (pathname.startsWith('/ort/')) await send(response, ORT, pathname.slice('/ort/'.length));
    else if (pathname.startsWith('/models/')) await send(response, path.join(ROOT, 'public'), pathname);
    else if (pathname.startsWith('/families/'))
      await send(response, path.join(ROOT, 'test', 'fixtures'), pathname);
    else if (pathname.startsWith('/stalled/'))
      await send(response, path.join(ROOT, 'public'), pathname.slice('/stalled'.length), true);
    else {
      const [prefix, folder] =
        Object.entries(folders).find(([name]) => pathname.startsWith(`${name}/`)) ?? [];
      if (prefix && folder) await send(response, folder, pathname.slice(prefix.length + 1));
      else response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function send(response: ServerResponse, folder: string, name: string, stall = false): Promise<void> {
  const file = path.join(folder, name);
  const info = await stat(file).catch(() => null);
  if (!info?.isFile() || !file.startsWith(folder)) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('Content-Length', info.size);
  if (stall && name.endsWith('.safetensors'))
    createReadStream(file, { end: Math.floor(info.size / 2) }).pipe(response, { end: false });
  else createReadStream(file).pipe(response);
}

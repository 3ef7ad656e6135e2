import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hexDigest, sha256Hasher } from '@/lib/hash';
import { withLock } from '@/lib/lock';
import { run } from './setup/run.mjs';

/** What the built pages are made of. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'workers',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.ts',
  'prisma/schema.prisma',
  'tsconfig.json',
  'package-lock.json',
];

/** Builds the app unless the build at hand is of these very sources; `stop` ends it half-way. */
export async function build(
  root: string,
  note: (text: string) => void,
  stop: AbortSignal,
): Promise<string | undefined> {
  const stamp = path.join(root, '.next', 'mirrorscope-sources');
  const cache = path.join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  return withLock(path.join(cache, 'mirrorscope-build.lock'), async (inherit) => {
    const wanted = await hashSources(root);
    if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return 'up to date';
    note('next build, about half a minute');
    // A build that is broken off leaves nothing that would pass for whole.
    await rm(stamp, { force: true });
    await run(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      signal: stop,
      // Killed half-way, this process leaves a build behind that takes a moment to notice: the next one waits for it.
      inherit,
    });
    await writeFile(stamp, wanted);
    return undefined;
  });
}

async function hashSources(root: string): Promise<string> {
  const hash = sha256Hasher();
  const files = (await Promise.all(SOURCES.map((source) => filesOf(path.join(root, source))))).flat();
  for (const file of files)
    for (const part of [
      Buffer.from(`${path.relative(root, file)}\0`),
      await readFile(file),
      Buffer.from('\0'),
    ])
      hash.update(part);
  return hexDigest(hash);
}

async function filesOf(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (!entries) return [place];
  const found = await Promise.all(
    entries
      .filter((entry) => entry.name !== 'generated' && !/\.test\.tsx?$/.test(entry.name))
      .map(async (entry) => {
        const inside = path.join(place, entry.name);
        return entry.isDirectory() ? filesOf(inside) : [inside];
      }),
  );
  return found.flat().sort();
}

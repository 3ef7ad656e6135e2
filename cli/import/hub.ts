import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import {
  downloadFile,
  downloadFileToCacheDir,
  getHFHubCachePath,
  getRepoFolderName,
  listFiles,
  modelInfo,
} from '@huggingface/hub';

import { reasonOf } from '@/lib/fault';
import { makeFolder } from '@/lib/folder';
import { parseIndex, WEIGHT_FILES } from '@/lib/model/checkpoint';
import { BadInput } from '../bad-input';
import { progressBar } from '../progress';
import { SMALL_FILES } from './read-model';

/** A repository of the hub, at a branch, a tag or a commit. */
export interface HubSource {
  repo: string;
  revision: string;
}

/** What a source such as `hf:owner/name@revision` names; null for the path of a folder. */
export function hubSource(source: string): HubSource | null {
  if (!source.startsWith('hf:')) return null;
  const [, repo, revision = 'main'] = /^hf:([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?$/.exec(source) ?? [];
  if (!repo || revision.includes('..'))
    throw new BadInput(`${source} names no model of the hub: write hf:owner/name or hf:owner/name@revision`);
  return { repo, revision };
}

interface Hub {
  repo: string;
  hubUrl: string | undefined;
  accessToken: string | undefined;
  cacheDir: string;
}

type Listed = { path: string; size: number; lfs?: { oid: string } };

/**
 * Fetches a model of the hub into the standard cache, as Python's `huggingface_hub` lays it out, and leaves what is there. What was
 * cut off goes on where it ended; each large file is held to the SHA-256 that the hub tells.
 *
 * `HF_TOKEN`, `HF_ENDPOINT`, `HF_HUB_CACHE` and `HF_HOME` are heeded.
 * @returns the folder of the commit, and the commit
 * @throws BadInput of one line
 */
export async function fetchFromHub(
  { repo, revision }: HubSource,
  environment = process.env,
): Promise<{ folder: string; revision: string }> {
  const hub: Hub = {
    repo,
    hubUrl: environment.HF_ENDPOINT?.replace(/\/+$/, ''),
    accessToken: environment.HF_TOKEN,
    cacheDir: getHFHubCachePath(),
  };
  try {
    const { sha } = await modelInfo({ ...hub, name: repo, revision, additionalFields: ['sha'] });
    if (!/^[0-9a-f]{40}$/.test(sha)) throw new Error('the hub names no commit');
    const listed = new Map<string, Listed>();
    for await (const file of listFiles({ ...hub, revision: sha }))
      if (file.type === 'file') listed.set(file.path, file);
    const folder = path.join(storageOf(hub), 'snapshots', sha);
    for (const name of [...SMALL_FILES, WEIGHT_FILES.index])
      if (listed.has(name)) await fetchFile(hub, sha, listed.get(name)!);
    for (const name of await weightNames(folder, listed)) {
      const file = listed.get(name);
      if (!file) throw new Error(`it has no ${name}`);
      await fetchFile(hub, sha, file);
    }
    return { folder, revision: sha };
  } catch (cause) {
    throw new BadInput(`${repo}@${revision} cannot be fetched: ${hubReason(cause)}`, { cause });
  }
}

const storageOf = ({ repo, cacheDir }: Hub): string =>
  path.join(cacheDir, getRepoFolderName({ type: 'model', name: repo }));

async function weightNames(folder: string, listed: ReadonlyMap<string, Listed>): Promise<string[]> {
  const { single, index } = WEIGHT_FILES;
  if (listed.has(single)) return [single];
  if (!listed.has(index))
    throw new Error(`it has neither ${single} nor ${index}; pickled weights are not read`);
  return [...new Set(parseIndex(await readFile(path.join(folder, index), 'utf8')).values())];
}

async function fetchFile(hub: Hub, revision: string, file: Listed): Promise<void> {
  // What the library lays down is never half a file, but it begins anew: large ones are fetched into its place before.
  if (file.lfs) await fetchBlob(hub, revision, file, file.lfs.oid);
  await quietly(() => downloadFileToCacheDir({ ...hub, path: file.path, revision }));
}

/** Fetches a large file into the place that its SHA-256 has in the cache, going on where an earlier try ended. */
async function fetchBlob(hub: Hub, revision: string, { path: name, size }: Listed, sha256: string) {
  // It becomes part of a path.
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`the hub names no SHA-256 of ${name}`);
  const blob = path.join(storageOf(hub), 'blobs', sha256);
  if (await stat(blob).catch(() => null)) return;
  await makeFolder(path.dirname(blob));
  const unfinished = `${blob}.incomplete`;
  const had = await stat(unfinished).then(
    (found) => found.size,
    () => 0,
  );
  const from = had <= size ? had : 0;
  const hash = createHash('sha256');
  if (from > 0)
    for await (const chunk of createReadStream(unfinished, { end: from - 1 })) hash.update(chunk as Buffer);
  const remote = await downloadFile({ ...hub, path: name, revision, xet: false });
  if (!remote) throw new Error(`it has no ${name}`);
  const bar = progressBar(`megabytes of ${name}`);
  bar.start(Math.ceil(size / 1e6), Math.floor(from / 1e6));
  let received = from;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      received += chunk.length;
      bar.update(Math.floor(received / 1e6));
      done(null, chunk);
    },
  });
  try {
    if (from < size) {
      const rest = Readable.fromWeb(
        remote.slice(from, size).stream() as Parameters<typeof Readable.fromWeb>[0],
      );
      await pipeline(rest, count, createWriteStream(unfinished, { flags: from > 0 ? 'a' : 'w' }));
    }
  } finally {
    bar.stop();
  }
  if (received < size)
    throw new Error(`${name} broke off after ${received} of ${size} bytes; try again to go on`);
  const found = hash.digest('hex');
  if (found !== sha256) {
    await rm(unfinished, { force: true });
    throw new Error(
      `${name} is not the file that the hub lists: its SHA-256 is ${found.slice(0, 12)}, not ${sha256.slice(0, 12)}`,
    );
  }
  await rename(unfinished, blob);
}

/** The library tells each file that it fetches on the console, where the bar stands. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { debug } = console;
  console.debug = () => undefined;
  try {
    return await work();
  } finally {
    console.debug = debug;
  }
}

function hubReason(error: unknown): string {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null;
  if (status === 401 || status === 403)
    return 'the hub does not let it be read without permission; set HF_TOKEN to a token that may';
  if (status === 404) return 'the hub has no such model or revision';
  if (status === 429) return 'the hub asks for patience; try again later';
  const { cause } = error instanceof Error ? error : {};
  if (error instanceof TypeError && cause instanceof Error)
    return `the hub does not answer (${'code' in cause ? String(cause.code) : cause.message}); set HF_ENDPOINT where it is another`;
  return reasonOf(error).split('\n')[0]!;
}

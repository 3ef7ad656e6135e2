import { chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Cluster } from '@/lib/database/cluster';
import { runProgram } from '@/lib/database/program';
import { Fault, reasonOf } from '@/lib/fault';

export const CLUSTER_USER = 'mirrorscope';

/**
 * Makes the cluster, whole or not at all, with one superuser and password authentication. `lock` is the descriptor of a
 * lock that initdb holds, too: it goes on when this process is killed, and nobody must touch its folder until it ends.
 * @throws Fault when something else stands in its place, or initdb fails
 */
export async function initialise(cluster: Cluster, password: string, lock: number): Promise<void> {
  const unfinished = `${cluster.folder}.new`;
  if ((await readdir(cluster.folder).catch(() => [])).length > 0)
    throw new Fault(
      `${cluster.folder} holds something else than a database: choose another folder with --data-dir.`,
    );
  let scratch: string | undefined;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(path.dirname(unfinished), { recursive: true, mode: 0o755 });
    await mkdir(unfinished, { mode: 0o700 });
    // The password travels in a file of the user that runs initdb, in a folder only that user may enter.
    scratch = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-'));
    const passwordFile = path.join(scratch, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (cluster.user)
      for (const owned of [unfinished, scratch, passwordFile])
        await chown(owned, cluster.user.uid, cluster.user.gid);
    const args = [
      `--pgdata=${unfinished}`,
      `--username=${CLUSTER_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same sorting and case mapping on every machine, whatever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ];
    await runProgram(cluster.initdb, args, { user: cluster.user, inherit: lock });
    await rename(unfinished, cluster.folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw new Fault(
      `No database can be made in ${cluster.folder} (${reasonOf(error)}): choose another folder with --data-dir, or set DATABASE_URL.`,
    );
  } finally {
    if (scratch) await rm(scratch, { recursive: true, force: true });
  }
}

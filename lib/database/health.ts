import { type Disk, diskOf } from '@/lib/database/disk';
import { readSupervision, type Supervision } from '@/lib/database/supervise';

/** What the server process can tell of the embedded database without asking it. */
export interface EmbeddedHealth extends Supervision {
  disk: Disk | null;
}

/** Null where `npm start`, which supervises the embedded database, did not name a data folder. */
export async function embeddedHealth(
  environment: Record<string, string | undefined>,
): Promise<EmbeddedHealth | null> {
  const dataDir = environment.MIRRORSCOPE_DATA_DIR;
  if (!dataDir) return null;
  const [supervision, disk] = await Promise.all([readSupervision(dataDir), diskOf(dataDir)]);
  return { restarts: 0, away: null, ...supervision, disk };
}

import path from 'node:path';
import { embeddedHealth } from '@/lib/database/health';
import { log } from '@/lib/log';
import { store } from '@/lib/store';
import { bundleFolder, readManifest } from '@/lib/store/bundle';
import { checkHealth, type Health, publicHealth, unavailable } from '@/lib/store/health';
import { readMigrations } from '@/lib/store/migrate';

export const dynamic = 'force-dynamic';

/** State of database, migrations, bundle and disk; status 503 while the database is away. */
export async function GET(): Promise<Response> {
  const health = await check();
  if (health.status !== 'green') log.warn({ health }, 'store is not healthy');
  return Response.json(publicHealth(health), {
    status: health.database.ok ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}

async function check(): Promise<Health> {
  const embedded = await embeddedHealth(process.env);
  try {
    const root = process.cwd();
    const [migrations, shipped] = await Promise.all([
      readMigrations(path.join(root, 'prisma/migrations')),
      // A manifest that cannot be read is a fault of the checkout, not of the database.
      readManifest(bundleFolder(root)).catch(() => null),
    ]);
    return await checkHealth(store(), migrations, shipped, embedded);
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : String(error), embedded);
  }
}

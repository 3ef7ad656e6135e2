import path from 'node:path';
import { log } from '@/lib/log';
import { store } from '@/lib/store';
import { bundleFolder, readManifest } from '@/lib/store/bundle';
import { checkHealth, type Health } from '@/lib/store/health';
import { readMigrations } from '@/lib/store/migrate';

export const dynamic = 'force-dynamic';

/** State of database, migrations and bundle; status 503 while the database is away. */
export async function GET(): Promise<Response> {
  const health = await check();
  if (health.status !== 'green') log.warn({ health }, 'store is not healthy');
  return Response.json(health, {
    status: health.database.ok ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}

async function check(): Promise<Health> {
  try {
    const root = process.cwd();
    const [migrations, shipped] = await Promise.all([
      readMigrations(path.join(root, 'prisma/migrations')),
      // A manifest that cannot be read is a fault of the checkout, not of the database.
      readManifest(bundleFolder(root)).catch(() => null),
    ]);
    return await checkHealth(store(), migrations, shipped);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 'red', database: { ok: false, error: message }, migrations: null, bundle: null };
  }
}

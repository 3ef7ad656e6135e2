import { type BundleManifest } from '@/lib/store/bundle-format';
import type { StoreReader } from '@/lib/store/client';
import { importedBundle } from '@/lib/store/import';
import type { Migration } from '@/lib/store/migrate';

export interface Health {
  /** `red`: the database is away; `yellow`: it answers, but is not as this version expects it. */
  status: 'green' | 'yellow' | 'red';
  database: { ok: boolean; error?: string };
  migrations: { applied: number; pending: string[] } | null;
  /** Versions of the bundle in the store and of the one shipped; null where there is none. */
  bundle: { stored: string | null; shipped: string | null } | null;
}

/** How the store stands. Never throws: a fault is what it reports. */
export async function checkHealth(
  client: StoreReader,
  migrations: Migration[],
  shipped: BundleManifest | null,
): Promise<Health> {
  try {
    const rows = await client.$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const applied = new Set(rows.map(({ name }) => name));
    const pending = migrations.map(({ name }) => name).filter((name) => !applied.has(name));
    const stored = await importedBundle(client);
    const current = pending.length === 0 && (shipped === null || shipped.version === stored);
    return {
      status: current ? 'green' : 'yellow',
      database: { ok: true },
      migrations: { applied: applied.size, pending },
      bundle: { stored, shipped: shipped?.version ?? null },
    };
  } catch (error) {
    const message = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
    return { status: 'red', database: { ok: false, error: message }, migrations: null, bundle: null };
  }
}

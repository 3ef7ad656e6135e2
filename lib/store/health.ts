import type { EmbeddedHealth } from '@/lib/database/health';
import { type BundleManifest } from '@/lib/store/bundle-format';
import type { StoreReader } from '@/lib/store/client';
import { importedBundle } from '@/lib/store/import';
import type { Migration } from '@/lib/store/migrate';

export interface Health {
  /** `red`: the database is away; `yellow`: it answers, but is not as this version expects it, or cannot write. */
  status: 'green' | 'yellow' | 'red';
  database: { ok: boolean; error?: string };
  migrations: { applied: number; pending: string[] } | null;
  /** Versions of the bundle in the store and of the one shipped; null where there is none. */
  bundle: { stored: string | null; shipped: string | null } | null;
  /** The embedded database's disk and how often it had to be started again; null for that of `DATABASE_URL`. */
  embedded: EmbeddedHealth | null;
}

/** How the store stands. Never throws: a fault is what it reports. */
export async function checkHealth(
  client: StoreReader,
  migrations: Migration[],
  shipped: BundleManifest | null,
  embedded: EmbeddedHealth | null = null,
): Promise<Health> {
  try {
    const rows = await client.$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const applied = new Set(rows.map(({ name }) => name));
    const pending = migrations.map(({ name }) => name).filter((name) => !applied.has(name));
    const stored = await importedBundle(client);
    const current = pending.length === 0 && (shipped === null || shipped.version === stored);
    const writable = embedded?.disk?.ok ?? true;
    return {
      status: current && writable ? 'green' : 'yellow',
      database: { ok: true },
      migrations: { applied: applied.size, pending },
      bundle: { stored, shipped: shipped?.version ?? null },
      embedded,
    };
  } catch (error) {
    const message = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
    return unavailable(message, embedded);
  }
}

export function unavailable(error: string, embedded: EmbeddedHealth | null): Health {
  return { status: 'red', database: { ok: false, error }, migrations: null, bundle: null, embedded };
}

/**
 * The same for whoever asks over the network: why the database is away names folders of this machine, so that only its
 * terminal and its log say so.
 */
export function publicHealth(health: Health): Health {
  const { database, embedded } = health;
  const away = embedded?.away;
  return {
    ...health,
    database: database.ok
      ? database
      : { ok: false, error: 'The database does not answer. The log of the server says why.' },
    embedded: embedded && {
      ...embedded,
      away: away
        ? {
            ...away,
            reason:
              away.attempts === 0
                ? 'It ended.'
                : 'It cannot be started again. The log of the server says why.',
          }
        : null,
    },
  };
}

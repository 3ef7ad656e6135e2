import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/lib/store/generated/client';

export type StoreClient = PrismaClient;
/** A client or the one inside a transaction: what a repository needs. */
export type StoreReader = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'
>;

/** Opens a pool of at most `connections`; the caller disconnects it. Nothing is sent until the first query. */
export function openStore(url: string, connections = 10): StoreClient {
  const adapter = new PrismaPg({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    application_name: 'mirrorscope',
  });
  return new PrismaClient({ adapter });
}

// Hot reload evaluates modules anew; the pool has to outlive that.
const shared = globalThis as typeof globalThis & { mirrorscopeStore?: StoreClient };

/**
 * The client of this process, on `DATABASE_URL`.
 * @throws when `DATABASE_URL` is not set
 */
export function store(): StoreClient {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set. `npm start` sets it to the database it brings up.');
  return (shared.mirrorscopeStore ??= openStore(url));
}

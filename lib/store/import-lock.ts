import type { StoreReader } from '@/lib/store/client';

const IMPORT_LOCK = 72707370;

/** Waits, within a transaction, until no other import writes. It goes with the transaction. */
export async function lockImports(transaction: StoreReader): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${IMPORT_LOCK}::bigint)`;
}

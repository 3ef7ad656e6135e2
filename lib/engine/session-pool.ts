import type { Session } from './runtime';

interface Entry {
  session: Promise<Session>;
  /** Runs under way. */
  uses: number;
}

/** Compiled graphs of one model, at most `limit` at once, by what was asked for (plain data); the one used longest ago makes room for a new one. */
export class SessionPool<Variant> {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly compile: (variant: Variant) => Promise<Session>,
    private readonly limit: number,
  ) {}

  /** Runs with the session of a variant, compiled at its first use and kept open meanwhile. */
  async use<T>(variant: Variant, run: (session: Session) => Promise<T>): Promise<T> {
    const key = JSON.stringify(variant);
    const entry = this.entries.get(key) ?? { session: this.open(variant), uses: 0 };
    // Set anew, so that the map is in order of use.
    this.entries.delete(key);
    this.entries.set(key, entry);
    entry.uses++;
    try {
      return await run(await entry.session);
    } catch (error) {
      await entry.session.catch(() => this.entries.delete(key));
      throw error;
    } finally {
      entry.uses--;
    }
  }

  async dispose(): Promise<void> {
    const open = [...this.entries.values()];
    this.entries.clear();
    for (const { session } of open) await (await session.catch(() => undefined))?.release();
  }

  /** Room is made before: what is compiled takes its own while the others would still have theirs. */
  private async open(variant: Variant): Promise<Session> {
    // Not before the variant is counted among the entries.
    await Promise.resolve();
    await this.makeRoom();
    return this.compile(variant);
  }

  /** Closes what was used longest ago; what is in use stays. */
  private async makeRoom(): Promise<void> {
    for (const [key, { session, uses }] of this.entries) {
      if (this.entries.size <= this.limit) return;
      if (uses > 0) continue;
      this.entries.delete(key);
      await (await session.catch(() => undefined))?.release();
    }
  }
}

import type { Session } from './runtime';

/** Every session holds the weights once more, so few stay open. */
const OPEN_SESSIONS = 6;

interface Entry {
  session: Promise<Session>;
  /** Runs under way. */
  uses: number;
}

/** Compiled graphs of one model, by what was asked for (plain data); the one used longest ago makes room for a new one. */
export class SessionPool<Variant> {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly compile: (variant: Variant) => Promise<Session>,
    private readonly limit = OPEN_SESSIONS,
  ) {}

  /** Runs with the session of a variant, compiled at its first use and kept open meanwhile. */
  async use<T>(variant: Variant, run: (session: Session) => Promise<T>): Promise<T> {
    const key = JSON.stringify(variant);
    const entry = this.entries.get(key) ?? { session: this.compile(variant), uses: 0 };
    // Set anew, so that the map is in order of use.
    this.entries.delete(key);
    this.entries.set(key, entry);
    entry.uses++;
    try {
      await this.makeRoom();
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

  private async makeRoom(): Promise<void> {
    for (const [key, { session, uses }] of this.entries) {
      if (this.entries.size <= this.limit) return;
      if (uses > 0) continue;
      this.entries.delete(key);
      await (await session.catch(() => undefined))?.release();
    }
  }
}

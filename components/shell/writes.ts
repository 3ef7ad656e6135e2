/**
 * Addresses that a page wrote and that its router has not yet shown.
 *
 * The router shows an address some renders after it was written, and then writes it once more: of two in quick succession, the older
 * one stands in the address bar again for a moment. What is changed in that moment must start from the newest, not from what stands.
 */
export class Writes {
  /** Searches, oldest first. */
  #waiting: string[] = [];

  /** @param search as `URLSearchParams` writes it, without a question mark */
  wrote(search: string): void {
    this.#waiting.push(search);
  }

  /** The router shows this: it is past what was written before it; what nobody wrote here is a way to elsewhere. */
  shown(search: string): void {
    const at = this.#waiting.lastIndexOf(search);
    this.#waiting = at < 0 ? [] : this.#waiting.slice(at + 1);
  }

  /** Back and forward: what was under way is not to be gone on from. */
  forget(): void {
    this.#waiting = [];
  }

  /** @returns the newest that the router has not shown; null if it has shown all */
  newest(): string | null {
    return this.#waiting.at(-1) ?? null;
  }
}

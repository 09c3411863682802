import type { SavedChange } from '../db/store.ts';

/** Beyond this many that nobody asked about, they are of no use any more. */
const MOST = 1000;

/**
 * Changes of a record that its reminders themselves have made. After them nothing need be planned or compared anew: who
 * sent a reminder knows what has changed. Where an engine does not tell of them, each change looks like that of another.
 */
export class OwnChanges {
  readonly #next = new Map<string, string>();

  note({ from, to }: SavedChange): void {
    if (this.#next.size >= MOST) this.#next.clear();
    this.#next.set(from, to);
  }

  /** Whether they alone lead from one revision to another. */
  explain(from: string, to: string): boolean {
    let at: string | undefined = from;
    while (at !== undefined && at !== to) at = this.#next.get(at);
    return at === to;
  }

  /** Forgets those before a revision that was looked at. */
  forget(from: string, to: string): void {
    for (let at: string | undefined = from; at !== undefined && at !== to; ) {
      const next = this.#next.get(at);
      this.#next.delete(at);
      at = next;
    }
  }
}

/** How long work may keep the others waiting (ms). */
const PATIENCE_MS = 1000;

/**
 * Lets the messages of accounts follow each other, each from its claim to its record: a kill repeats the one that is on
 * its way. A receiver that takes longer keeps the others waiting no more; and until it is quick again, nobody waits for it.
 */
export class Turns {
  readonly #patienceMs: number;
  /** Ends when the latest turn is over. */
  #latest: Promise<void> = Promise.resolve();
  /** Whose last turn took too long. */
  readonly #slow = new Set<string>();

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  /** Does work for an account: in its turn, or at once where the account is slow. */
  async take(account: string, work: () => Promise<void>): Promise<void> {
    if (this.#slow.has(account)) return this.#watch(account, work, () => undefined);
    const before = this.#latest;
    let pass = (): void => undefined;
    this.#latest = new Promise((resolve) => {
      pass = resolve;
    });
    await before;
    await this.#watch(account, work, pass);
  }

  async #watch(account: string, work: () => Promise<void>, pass: () => void): Promise<void> {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      this.#slow.add(account);
      pass();
    }, this.#patienceMs);
    try {
      await work();
    } finally {
      clearTimeout(timer);
      if (!isSlow) this.#slow.delete(account);
      pass();
    }
  }
}

import { isOutage } from '../db/is-outage.ts';
import { describeFailure } from './describe-failure.ts';

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** A time in which the server of the database cannot be used. It is told once, and looked for ever more rarely. */
export class Outage {
  readonly #onBegin: (reason: string) => void;
  #reason: string | null = null;
  #since = '';
  #looks = 0;

  constructor(onBegin: (reason: string) => void) {
    this.#onBegin = onBegin;
  }

  /** Null where there is none. `since` is as {@link note} was told. */
  get present(): { readonly reason: string; readonly since: string } | null {
    return this.#reason === null ? null : { reason: this.#reason, since: this.#since };
  }

  /** Whether an error is such an outage, which then begins or goes on. `now` is a time in words. */
  note(error: unknown, now: string): boolean {
    if (!isOutage(error)) return false;
    const isNew = this.#reason === null;
    this.#reason = describeFailure(error);
    if (isNew) {
      this.#since = now;
      this.#onBegin(this.#reason);
    }
    return true;
  }

  /** How long to wait before the next look (ms). */
  nextMs(): number {
    this.#looks += 1;
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#looks - 1));
  }

  /** The server answers; gives whether it did not before. */
  end(): boolean {
    const hasBeen = this.#reason !== null;
    this.#reason = null;
    this.#looks = 0;
    return hasBeen;
  }
}

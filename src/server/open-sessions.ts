import { createHash } from 'node:crypto';
import type { Process, Session, SessionOptions } from '../app.ts';
import type { Clock } from '../time/clock.ts';
import type { Authenticate, Caller, Credentials } from './authenticator.ts';

/** Who asks, and the session of the request. */
interface LetIn {
  readonly caller: Caller;
  readonly session: Session;
}

interface Seen {
  readonly caller: Caller;
  readonly known: SessionOptions['known'];
  /** The revision of the database before all this was read. */
  readonly stamp: string;
  readonly atMs: number;
}

/** So long, what was read is taken again while nobody writes. */
const FRESH_MS = 5000;
const MOST = 1000;

/**
 * Lets requests in. Who asks again while nothing was written is known still: a look at the file tells, and costs less
 * than four queries. A server has no revision for all that it holds, so there everything is read each time.
 */
export class OpenSessions {
  readonly #process: Process;
  readonly #authenticate: Authenticate;
  readonly #clock: Clock;
  /** By a digest of what they said. */
  readonly #seen = new Map<string, Seen>();

  constructor(process: Process, authenticate: Authenticate, clock: Clock) {
    this.#process = process;
    this.#authenticate = authenticate;
    this.#clock = clock;
  }

  /** The caller, and a session that is ready; null for nobody. `mayEnter` throws where the caller may not do it. */
  async letIn(credentials: Credentials, mayEnter: (caller: Caller) => void): Promise<LetIn | null> {
    const key = digestOf(credentials);
    const stamp = await this.#stamp();
    const seen = this.#freshOf(key, stamp);
    const caller = seen?.caller ?? (await this.#authenticate(credentials));
    if (caller === null) return null;
    mayEnter(caller);
    const { account } = caller;
    const known = seen?.known;
    const session = this.#process.session({ account, known, isForeign: true, clock: this.#clock });
    await session.ready();
    if (!seen && stamp !== null) this.#note(key, { caller, known: knownIn(session), stamp });
    return { caller, session };
  }

  async #stamp(): Promise<string | null> {
    const database = await this.#process.openDatabase(this.#clock.now());
    return database.engine === 'sqlite' ? (await database.revisionOf(database.store.userId)).text : null;
  }

  #freshOf(key: string, stamp: string | null): Seen | undefined {
    const seen = this.#seen.get(key);
    const isFresh = seen && seen.stamp === stamp && performance.now() - seen.atMs < FRESH_MS;
    return isFresh ? seen : undefined;
  }

  #note(key: string, seen: Omit<Seen, 'atMs'>): void {
    if (this.#seen.size >= MOST) this.#seen.clear();
    this.#seen.set(key, { ...seen, atMs: performance.now() });
  }
}

/** What was read of the account, with the settings that come of it. */
function knownIn(session: Session): SessionOptions['known'] {
  void session.settings;
  return session.known ?? undefined;
}

function digestOf({ authorization = '', cookie = '' }: Credentials): string {
  return createHash('sha256').update(`${authorization.length} ${authorization}${cookie}`).digest('base64');
}

import { readOwnSettings } from '../../accounts/own-settings-service.ts';
import type { Session } from '../../app.ts';
import { type RecentChanges, readChanges } from '../../journal/changes-service.ts';

/** What has changed in the record of a person. */
export interface Changed extends RecentChanges {
  readonly hasSettings: boolean;
}

type Listener = (changed: Changed) => void;

/** A person for whom somebody listens. */
interface Watched {
  readonly session: Session;
  readonly listeners: Set<Listener>;
  /** As it was looked at last. */
  revision: number;
  settings: string;
  stamp: string;
}

/** A change by any process is told within a second. */
const LOOK_MS = 400;

/** Tells listeners what changes in the records of people, whichever process changes it. It looks only while somebody listens. */
export class LiveChanges {
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * Begins to tell `listener` what changes in the record of the person of `session`, and gives the present revision.
   * `release` ends it.
   */
  async listen(
    session: Session,
    listener: Listener,
  ): Promise<{ readonly revision: number; readonly release: () => void }> {
    const { store } = await session.bookings();
    const { userId } = store;
    const watched = this.#watched.get(userId) ?? (await begin(session));
    // Somebody else may have begun meanwhile.
    const present = this.#watched.get(userId) ?? watched;
    this.#watched.set(userId, present);
    present.listeners.add(listener);
    this.#timer ??= setTimeout(() => this.#look(), LOOK_MS);
    return {
      revision: present.revision,
      release: () => {
        present.listeners.delete(listener);
        if (present.listeners.size === 0) this.#watched.delete(userId);
      },
    };
  }

  async #look(): Promise<void> {
    for (const watched of this.#watched.values()) {
      try {
        const changed = await lookAt(watched);
        if (changed) for (const listener of watched.listeners) listener(changed);
      } catch {
        // The database is away: it is looked at again.
      }
    }
    this.#timer = this.#watched.size === 0 ? undefined : setTimeout(() => this.#look(), LOOK_MS);
  }
}

async function begin(session: Session): Promise<Watched> {
  const { store } = await session.bookings();
  const database = await session.database();
  const { text: stamp } = await database.revisionOf(store.userId);
  const { revision } = await readChanges(store, 0);
  return { session, listeners: new Set(), revision, stamp, settings: await settingsOf(session) };
}

/** What has changed since the last look; null for nothing. */
async function lookAt(watched: Watched): Promise<Changed | null> {
  const { store } = await watched.session.bookings();
  const database = await watched.session.database();
  const { text: stamp } = await database.revisionOf(store.userId);
  if (stamp === watched.stamp) return null;
  const changes = await readChanges(store, watched.revision);
  const settings = await settingsOf(watched.session);
  const hasSettings = settings !== watched.settings;
  const isNews = changes.revision !== watched.revision || hasSettings;
  Object.assign(watched, { stamp, settings, revision: changes.revision });
  return isNews ? { ...changes, hasSettings } : null;
}

async function settingsOf(session: Session): Promise<string> {
  return JSON.stringify([...(await readOwnSettings((await session.bookings()).store))]);
}

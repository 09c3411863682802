import type { Session } from '../app.ts';
import { tagOf } from './entity-tag.ts';

/** The tag of what depends on the record, the settings, the day and the request. */
export async function recordTag(session: Session, { url }: Request): Promise<string> {
  const [{ store }, database] = [await session.bookings(), await session.database()];
  const { text } = await database.revisionOf(store.userId);
  return tagOf(text, JSON.stringify(session.settings), session.homeZone, session.nowLocal.slice(0, 10), url);
}

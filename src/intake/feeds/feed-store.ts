import type { Selectable } from 'kysely';
import type { InstantText } from '../../bookings/booking.ts';
import { nameKey } from '../../bookings/name-key.ts';
import { chunksOf, ROWS_PER_INSERT } from '../../db/chunks.ts';
import type { FeedEventsTable, FeedStatesTable, FeedsTable } from '../../db/schema-intake.ts';
import type { Store } from '../../db/store.ts';
import { NotFoundError } from '../../errors.ts';
import { command, words } from '../../words.ts';
import type { Validators } from '../fetch/validators.ts';
import { keyText } from '../known/identity-key.ts';
import type { Sighting } from './absence.ts';
import type { Feed, FeedDefinition } from './feed.ts';

/** The state of a feed after its last runs. */
export interface FeedState {
  readonly triedAt: InstantText;
  /** When a run last succeeded; null where none did. */
  readonly syncedAt: InstantText | null;
  /** When the whole document was last read, and the settings with which it was read. */
  readonly readAt: InstantText | null;
  readonly readWith: string | null;
  readonly validators: Validators;
  /** The result of the last run, in words. */
  readonly result: string;
  readonly hasFailed: boolean;
  /** The number of failed runs in a row. */
  readonly failures: number;
  /** The daemon does not ask before this instant. */
  readonly nextAt: InstantText;
}

export type FeedRow = Selectable<FeedsTable>;

export function toFeed({ id, name, definition }: FeedRow): Feed {
  return { id, name, definition: JSON.parse(definition) as FeedDefinition };
}

/** Every feed, by name. */
export async function listFeedRows(store: Store): Promise<FeedRow[]> {
  return store.db.selectFrom('feeds').selectAll().where('user_id', '=', store.userId).orderBy('name').execute();
}

/** The feed with this name; case does not count. Throws NotFoundError, which names the existing feeds. */
export async function findFeedRow(store: Store, name: string): Promise<FeedRow> {
  const rows = await listFeedRows(store);
  const found = rows.find((row) => nameKey(row.name) === nameKey(name));
  if (found) return found;
  const names = rows.map((row) => row.name).join(', ');
  throw new NotFoundError(
    'feed_not_found',
    `There is no feed “${name}”.`,
    names === '' ? words`${command('sync add', 'NAME', 'URL')} adds one.` : `The feeds are ${names}.`,
  );
}

/** Whether the feed still exists. */
export async function hasFeed(store: Store, feedId: string): Promise<boolean> {
  const row = await store.db
    .selectFrom('feeds')
    .select('id')
    .where('user_id', '=', store.userId)
    .where('id', '=', feedId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The states by feed id. Feeds that were never asked have none. */
export async function readFeedStates(store: Store): Promise<ReadonlyMap<string, FeedState>> {
  const rows = await store.db.selectFrom('feed_states').selectAll().where('user_id', '=', store.userId).execute();
  return new Map(rows.map((row) => [row.feed_id, toState(row)]));
}

export async function saveFeedState(store: Store, feedId: string, state: FeedState): Promise<void> {
  const values = {
    user_id: store.userId,
    tried_at: state.triedAt,
    synced_at: state.syncedAt,
    read_at: state.readAt,
    read_with: state.readWith,
    etag: state.validators.etag,
    last_modified: state.validators.lastModified,
    result: state.result,
    has_failed: state.hasFailed ? (1 as const) : (0 as const),
    failures: state.failures,
    next_at: state.nextAt,
  };
  await store.db
    .insertInto('feed_states')
    .values({ feed_id: feedId, ...values })
    .onConflict((conflict) => conflict.columns(['user_id', 'feed_id']).doUpdateSet(values))
    .execute();
}

/** The stored events of a feed, as of its last reading. */
export async function listFeedEventRows(store: Store, feedId: string): Promise<Selectable<FeedEventsTable>[]> {
  return store.db
    .selectFrom('feed_events')
    .selectAll()
    .where('user_id', '=', store.userId)
    .where('feed_id', '=', feedId)
    .execute();
}

/** The events of a feed, as of its last reading. */
export async function listSightings(store: Store, feedId: string): Promise<Sighting[]> {
  const rows = await listFeedEventRows(store, feedId);
  return rows.map((row) => ({
    source: row.source,
    uid: row.uid,
    recurrenceId: row.recurrence_id,
    startsAt: row.starts_at,
  }));
}

/** The number of stored events of each feed, by feed id. */
export async function countSightings(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await store.db
    .selectFrom('feed_events')
    .select((eb) => ['feed_id', eb.fn.countAll<number>().as('events')])
    .where('user_id', '=', store.userId)
    .groupBy('feed_id')
    .execute();
  return new Map(rows.map(({ feed_id, events }) => [feed_id, events]));
}

/** How many bookings each feed has made that are still there, by its id. A booking may have several identities. */
export async function countBrought(store: Store): Promise<ReadonlyMap<string | null, number>> {
  const rows = await store.db
    .selectFrom('intake_identities')
    .innerJoin('bookings', 'bookings.id', 'intake_identities.booking_id')
    .select((eb) => ['brought_by', eb.fn.count<number>('bookings.id').distinct().as('events')])
    .where('intake_identities.user_id', '=', store.userId)
    .where('bookings.user_id', '=', store.userId)
    .where('brought_by', 'is not', null)
    .groupBy('brought_by')
    .execute();
  return new Map(rows.map(({ brought_by, events }) => [brought_by, events]));
}

/** Changes the stored sightings from `before` to `after`. */
export async function saveSightings(
  store: Store,
  feedId: string,
  before: readonly Sighting[],
  after: readonly Sighting[],
): Promise<void> {
  const had = new Map(before.map((sighting) => [keyText(sighting), sighting.startsAt]));
  const has = new Set(after.map(keyText));
  for (const { source, uid, recurrenceId } of before.filter((sighting) => !has.has(keyText(sighting)))) {
    await store.db
      .deleteFrom('feed_events')
      .where('user_id', '=', store.userId)
      .where('feed_id', '=', feedId)
      .where('source', '=', source)
      .where('uid', '=', uid)
      .where('recurrence_id', '=', recurrenceId)
      .execute();
  }
  const news = after.filter((sighting) => had.get(keyText(sighting)) !== sighting.startsAt);
  for (const chunk of chunksOf(news, ROWS_PER_INSERT)) {
    const rows = chunk.map(({ source, uid, recurrenceId, startsAt }) => ({
      ...{ feed_id: feedId, user_id: store.userId },
      ...{ source, uid, recurrence_id: recurrenceId, starts_at: startsAt },
    }));
    await store.db
      .insertInto('feed_events')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['user_id', 'feed_id', 'source', 'uid', 'recurrence_id'])
          .doUpdateSet((eb) => ({ starts_at: eb.ref('excluded.starts_at') })),
      )
      .execute();
  }
}

/** Which of the bookings another feed also holds. */
export async function findHeldElsewhere(
  store: Store,
  feedId: string,
  bookingIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const chunk of chunksOf(bookingIds)) {
    const rows = await store.db
      .selectFrom('intake_identities as identity')
      .innerJoin('feed_events as event', (join) =>
        join
          .onRef('event.user_id', '=', 'identity.user_id')
          .onRef('event.source', '=', 'identity.source')
          .onRef('event.uid', '=', 'identity.uid')
          .onRef('event.recurrence_id', '=', 'identity.recurrence_id'),
      )
      .innerJoin('feeds', (join) =>
        join.onRef('feeds.user_id', '=', 'event.user_id').onRef('feeds.id', '=', 'event.feed_id'),
      )
      .select('identity.booking_id')
      .where('identity.user_id', '=', store.userId)
      .where('identity.booking_id', 'in', chunk)
      .where('event.feed_id', '<>', feedId)
      .execute();
    for (const { booking_id } of rows) held.add(booking_id);
  }
  return held;
}

function toState(row: Selectable<FeedStatesTable>): FeedState {
  return {
    triedAt: row.tried_at,
    syncedAt: row.synced_at,
    readAt: row.read_at,
    readWith: row.read_with,
    validators: { etag: row.etag, lastModified: row.last_modified },
    result: row.result,
    hasFailed: row.has_failed === 1,
    failures: row.failures,
    nextAt: row.next_at,
  };
}

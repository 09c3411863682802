import type { Booking } from '../../bookings/booking.ts';
import { type BookingContext, daysOf } from '../../bookings/booking-context.ts';
import { findBookingsById } from '../../bookings/booking-store.ts';
import { nameKey } from '../../bookings/name-key.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import { saidFlag, saidText } from '../../bookings/said-values.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Store } from '../../db/store.ts';
import { RefusedError } from '../../errors.ts';
import { command, field, words } from '../../words.ts';
import { type BroughtRow, listBroughtRows } from '../known/intake-store.ts';
import { countWaitingByFeed } from '../mail-trust/count-waiting.ts';
import { listWaitingRows, removalOf } from '../mail-trust/waiting-store.ts';
import { listProgress, type MailboxProgress } from '../mailbox/mailbox-store.ts';
import { parseContent } from '../source-content.ts';
import { defineFeed, type SaidFeed } from './define-feed.ts';
import { type Feed, type FeedDefinition, parseFeedName } from './feed.ts';
import {
  countBrought,
  countSightings,
  type FeedRow,
  type FeedState,
  findFeedRow,
  listFeedEventRows,
  listFeedRows,
  readFeedStates,
  toFeed,
} from './feed-store.ts';
import { nameAuthServer } from './name-auth-server.ts';

/** A feed that was added. */
export interface AddedFeed extends Feed {
  /** Whether it was there already, and only has another server that is believed. */
  readonly isKnown: boolean;
}

/**
 * Adds a feed without asking it yet; a mailbox that is there already gets the server that is believed. Throws UsageError
 * for wrong values and RefusedError for a name that is in use.
 */
export async function addFeed(context: BookingContext, said: SaidFeed): Promise<AddedFeed> {
  const known = await nameAuthServer(context, said);
  if (known !== null) return { ...known, isKnown: true };
  const definition = await defineFeed(said, daysOf(context));
  return { ...(await saveFeed(context, saidText(said.name, 'The name'), definition)), isKnown: false };
}

/** As {@link addFeed}, for a definition that is checked already. */
export async function saveFeed(context: BookingContext, name: string, definition: FeedDefinition): Promise<Feed> {
  return context.store.transaction(async (store) => {
    const row: FeedRow = {
      id: context.newId(),
      user_id: store.userId,
      name: parseFeedName(name),
      kind: definition.kind,
      definition: JSON.stringify(definition),
      created_at: context.clock.now().toISOString(),
    };
    const known = (await listFeedRows(store)).find((each) => nameKey(each.name) === nameKey(row.name));
    if (known) {
      throw new RefusedError(
        'feed_exists',
        `There is a feed “${known.name}” already.`,
        words`Give this one another name, or take that one away: ${command('sync remove')}.`,
      );
    }
    const rows: RowChange[] = [{ table: 'feeds', key: { id: row.id }, before: null, after: { ...row } }];
    const what = `added the feed ${row.name}`;
    await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
    return toFeed(row);
  });
}

/** A feed with its state. */
export interface FeedListing {
  readonly feed: Feed;
  /** The number of events that it held when it was last read; of a mailbox, that it brought. */
  readonly events: number;
  /** Null where it was never asked. */
  readonly state: FeedState | null;
  /** How far a mailbox was read; null for other feeds, and where it was never asked. */
  readonly mails: MailboxProgress | null;
  /** How many of its mails wait for the person's word. */
  readonly waiting: number;
}

/** Every feed, by name. */
export async function listFeeds({ store }: BookingContext): Promise<FeedListing[]> {
  const states = await readFeedStates(store);
  const [events, brought, progress, waiting] = [
    await countSightings(store),
    await countBrought(store),
    await listProgress(store),
    await countWaitingByFeed(store),
  ];
  return (await listFeedRows(store)).map((row) => ({
    feed: toFeed(row),
    // A mailbox holds mails: what it brought is counted.
    events: events.get(row.id) ?? brought.get(row.id) ?? 0,
    state: states.get(row.id) ?? null,
    mails: progress.get(row.id) ?? null,
    waiting: waiting.get(row.id) ?? 0,
  }));
}

export interface RemovedFeed {
  readonly feed: Feed;
  /** The bookings that were deleted with it. */
  readonly bookings: readonly Booking[];
  /** How many of its mails waited, and wait no more. */
  readonly waiting: number;
}

/**
 * Removes a feed, and its mails that wait. Unless `keepBookings`, also deletes the bookings that it made and that the person has not changed.
 * Throws NotFoundError.
 */
export async function removeFeed(context: BookingContext, name: string, keepBookings = false): Promise<RemovedFeed> {
  const keeps = saidFlag(keepBookings, field('keepBookings'));
  return context.store.transaction(async (store) => {
    const row = await findFeedRow(store, saidText(name, 'The feed'));
    const brought = keeps ? [] : await findUntouched(store, row.id);
    const bookings = brought.map(({ booking }) => booking);
    const waiting = (await listWaitingRows(store)).filter(({ feed_id: feedId }) => feedId === row.id);
    const went =
      bookings.length === 0 ? '' : ` and ${bookings.length === 1 ? '1 booking' : `${bookings.length} bookings`}`;
    await recordChanges(
      store,
      {
        what: `removed the feed ${row.name}${went}`,
        bookings: bookings.map((before) => ({ before, after: null })),
        classes: [],
        rows: [
          // Delete these too: otherwise the bookings would count as deleted by the person, and a new feed would not
          // bring them back.
          ...brought.flatMap(({ identities }) => identities.map(removalOfIdentity)),
          ...(await listFeedEventRows(store, row.id)).map(
            ({ feed_id, source, uid, recurrence_id, ...rest }): RowChange => ({
              table: 'feed_events',
              key: { feed_id, source, uid, recurrence_id },
              before: { feed_id, source, uid, recurrence_id, ...rest },
              after: null,
            }),
          ),
          ...waiting.map(removalOf),
          { table: 'feeds', key: { id: row.id }, before: { ...row }, after: null },
        ],
      },
      context.listeners,
    );
    return { feed: toFeed(row), bookings, waiting: waiting.length };
  });
}

interface Brought {
  readonly booking: Booking;
  readonly identities: readonly BroughtRow[];
}

async function findUntouched(store: Store, feedId: string): Promise<Brought[]> {
  const identities = new Map<string, BroughtRow[]>();
  for (const row of await listBroughtRows(store, feedId)) {
    const others = identities.get(row.booking_id);
    if (others) others.push(row);
    else identities.set(row.booking_id, [row]);
  }
  const bookings = await findBookingsById(store, [...identities.keys()]);
  return bookings
    .map((booking) => ({ booking, identities: identities.get(booking.id) ?? [] }))
    .filter((brought) => brought.identities.every((row) => isUntouched(brought.booking, row)));
}

const TOLD = ['className', 'location', 'startsAt', 'durationMinutes', 'notes'] as const;

/** Whether a booking is still what the feed said: nobody attended, missed, cancelled or edited it. */
function isUntouched(booking: Booking, { content, cancelled_at }: BroughtRow): boolean {
  const { status, cancelledAt } = booking;
  const isOpen = status === 'booked' || status === 'waitlisted';
  const isAsTold = isOpen || (status === 'cancelled' && cancelledAt === cancelled_at);
  const said = parseContent(content);
  // A mail that says no length has got the usual one.
  const isSilent = (field: (typeof TOLD)[number]) => field === 'durationMinutes' && said[field] === 0;
  return isAsTold && TOLD.every((field) => booking[field] === said[field] || isSilent(field));
}

function removalOfIdentity(row: BroughtRow): RowChange {
  const { user_id, source, uid, recurrence_id } = row;
  return { table: 'intake_identities', key: { user_id, source, uid, recurrence_id }, before: { ...row }, after: null };
}

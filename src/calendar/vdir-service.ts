import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { listZones, queryPage } from '../bookings/booking-query.ts';
import { findBooking } from '../bookings/booking-store.ts';
import type { Store } from '../db/store.ts';
import { type AlarmsOf, formatItem } from './ics-export.ts';
import { buildZoneBlocks } from './ics-timezones.ts';
import { inFolder, isNewVdir, putInVdir, sweepVdir, VdirFilling, type VdirReport } from './vdir.ts';

/** Bookings per transaction: other processes wait to write while it runs. */
const PER_TRANSACTION = 500;

// Bookings are read and files are written under the write lock. So when two commands run at once, the one that reads
// the later state writes last.

export interface VdirContext extends Pick<BookingContext, 'store'> {
  /** Gives the function that plans alarms, by the preferences that the transaction sees. */
  readonly readAlarms: (store: Store) => Promise<AlarmsOf>;
  /** Makes a folder and those above it where they do not exist. */
  readonly createFolder: (path: string) => void;
}

/** The changes since the folder was up to date. */
export interface VdirChanges {
  readonly ids: readonly string[];
  /** Whether booked classes may have other alarms now. */
  readonly hasNewAlarms: boolean;
  /** Whether everything must be checked, because bookings or files may have changed unseen. */
  readonly isAll: boolean;
}

export interface FillOptions {
  readonly filter: BookingFilter;
  readonly omitCancelled: boolean;
  /** Whether times are wall times with the rules of their zone; else they are UTC. */
  readonly hasLocalTimes: boolean;
  /** Called from time to time with the number of bookings done. */
  readonly onProgress?: (count: number) => void;
}

/**
 * Brings the folder up to date after changes. A folder that does not exist is made, and a new one gets every booking.
 * Throws NuminaError.
 */
export async function updateVdir(context: VdirContext, folder: string, changes: VdirChanges): Promise<void> {
  inFolder(folder, () => context.createFolder(folder));
  if (changes.isAll || isNewVdir(folder)) {
    await fillVdir(context, folder, { filter: {}, omitCancelled: false, hasLocalTimes: false });
    return;
  }
  sweepVdir(folder);
  const { ids } = changes;
  for (let from = 0; from < ids.length; from += PER_TRANSACTION) {
    await context.store.transaction(async (store) => {
      const alarmsOf = await context.readAlarms(store);
      for (const id of ids.slice(from, from + PER_TRANSACTION)) {
        const booking = await findBooking(store, id);
        putInVdir(folder, id, booking && formatItem(booking, { alarmsOf }));
      }
    });
  }
  if (!changes.hasNewAlarms) return;
  await inPages(context, { statuses: ['booked'] }, (bookings, alarmsOf) => {
    for (const booking of bookings) putInVdir(folder, booking.id, formatItem(booking, { alarmsOf }));
  });
}

/** Fills the folder with exactly the bookings that match; the files of others stay. Throws NuminaError. */
export async function fillVdir(
  context: VdirContext,
  folder: string,
  { filter, omitCancelled, hasLocalTimes, onProgress }: FillOptions,
): Promise<VdirReport> {
  const { store } = context;
  const blocks = buildZoneBlocks(hasLocalTimes ? await listZones(store, filter) : []);
  inFolder(folder, () => context.createFolder(folder));
  const filling = new VdirFilling(folder);
  await inPages(context, filter, (bookings, alarmsOf) => {
    for (const booking of bookings) {
      if (omitCancelled && booking.status === 'cancelled') continue;
      filling.put(booking.id, formatItem(booking, { blocks, alarmsOf }));
    }
    onProgress?.(filling.count);
  });
  return filling.end();
}

async function inPages(
  context: VdirContext,
  filter: BookingFilter,
  work: (bookings: readonly Booking[], alarmsOf: AlarmsOf) => void,
): Promise<void> {
  let last: Booking | undefined;
  do {
    last = await context.store.transaction(async (store) => {
      const page = await queryPage(store, filter, last, PER_TRANSACTION);
      work(page, await context.readAlarms(store));
      return page.length < PER_TRANSACTION ? undefined : page.at(-1);
    });
  } while (last);
}

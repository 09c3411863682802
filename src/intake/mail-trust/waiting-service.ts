import type { InstantText } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { type ChangeListener, recordChanges } from '../../bookings/record-changes.ts';
import { findWaiting, type SaidMails } from './find-waiting.ts';
import { type Effect, takeWaiting } from './take-waiting.ts';
import type { WaitingMail } from './waiting-mail.ts';
import { decisionOf, listWaitingRows, toWaitingMail } from './waiting-store.ts';

/** A mail with its result, or with the result that it would have. */
export interface WaitingListing extends Effect {
  readonly mail: WaitingMail;
}

/** Every mail that waits, the oldest first, with what it would do if it were accepted now. Changes nothing. */
export async function listWaiting(context: BookingContext): Promise<readonly WaitingListing[]> {
  return context.store.transaction(async (store) => {
    const listings: WaitingListing[] = [];
    for (const mail of (await listWaitingRows(store)).map(toWaitingMail)) {
      const effect = await takeWaiting({ ...context, store }, mail, { what: '', rows: [], isDryRun: true });
      listings.push({ mail, ...effect });
    }
    return listings;
  });
}

/**
 * Takes mails in as an import by hand does, in the order in which they were written. Takes all of them or none, as one
 * step. Throws UsageError, NotFoundError, RefusedError.
 */
export async function acceptMails(context: BookingContext, said: SaidMails): Promise<readonly WaitingListing[]> {
  return context.store.transaction(async (store) => {
    const mails = (await findWaiting(store, said)).map((row) => ({ row, mail: toWaitingMail(row) }));
    const all = nameOfAll(mails.map(({ mail }) => mail));
    const run = {};
    const listeners = context.listeners.map(
      (listen): ChangeListener =>
        (inner, changes) =>
          listen(inner, mails.length === 1 ? changes : { ...changes, what: `accepted ${all}`, run }),
    );
    const accepted: WaitingListing[] = [];
    for (const { row, mail } of mails.sort((a, b) => compare(writtenAt(a.mail), writtenAt(b.mail)))) {
      const how = { what: `accepted ${all}`, rows: [decisionOf(row, 'accepted')], isDryRun: false };
      accepted.push({ mail, ...(await takeWaiting({ ...context, store, listeners }, mail, how)) });
    }
    return accepted;
  });
}

/** Refuses mails, now and when they are read again. Throws the same errors as {@link acceptMails}. */
export async function refuseMails(context: BookingContext, said: SaidMails): Promise<readonly WaitingMail[]> {
  return context.store.transaction(async (store) => {
    const rows = await findWaiting(store, said);
    const mails = rows.map(toWaitingMail);
    await recordChanges(
      store,
      {
        what: `refused ${nameOfAll(mails)}`,
        ...{ bookings: [], classes: [] },
        rows: rows.map((row) => decisionOf(row, 'refused')),
      },
      context.listeners,
    );
    return mails;
  });
}

const LONGEST_NAME = 60;

function nameOf({ subject, from }: WaitingMail): string {
  const name = subject === '' ? from : subject;
  return `the mail “${name.length > LONGEST_NAME ? `${[...name].slice(0, LONGEST_NAME).join('')}…` : name}”`;
}

function nameOfAll(mails: readonly WaitingMail[]): string {
  const [only, another] = mails;
  return only && !another ? nameOf(only) : `${mails.length} mails`;
}

/** The time that the mail itself gives, or else its arrival. */
function writtenAt({ said, receivedAt }: WaitingMail): InstantText {
  return said.bookings[0]?.stamp ?? said.cancellations?.[0]?.stamp ?? receivedAt ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

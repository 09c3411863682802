import type { BookingStatus } from '../../bookings/booking.ts';
import { readThousandths } from '../../bookings/money.ts';
import { isZone } from '../../time/zones.ts';
import type { IncomingBooking } from '../incoming.ts';
import { readInstant, readNotes, readOneLine, readUrl } from '../incoming-text.ts';
import { readStatusWord } from '../status-words.ts';
import type { Version } from '../version.ts';
import type { IcsProperty } from './ics-properties.ts';

/** The content of an event, without its identity and times. */
export type EventContent = Omit<
  IncomingBooking,
  keyof Version | 'identity' | 'startsLocal' | 'zone' | 'startsAt' | 'isMoment' | 'durationMinutes' | 'kept' | 'line'
>;

/** A default that was used for an event, or something that the person should check. */
export type Remark = 'no-title' | 'no-end' | 'bad-end' | 'bad-date' | 'long-notes' | 'text-lines' | 'cancelled-title';

/** Properties of numina's own export, for which iCalendar has none. */
export const OWN_PREFIX = 'X-NUMINA-';

const UNTITLED = 'Untitled class';

/**
 * Reads the content of an event. In an event that numina wrote, X-NUMINA-* properties give the details; but a change of
 * a standard property by another program (title, place, cancellation) wins. Throws where a text is too long.
 */
export function readContent(
  properties: ReadonlyMap<string, IcsProperty>,
  defaults: { readonly type?: string | undefined; readonly source?: string | undefined },
): { readonly content: EventContent; readonly remarks: readonly Remark[] } {
  const first = (name: string) => properties.get(name)?.values[0] ?? null;
  const isOwn = properties.has('X-NUMINA-STATUS');
  const own = (name: `X-NUMINA-${string}`) => (isOwn ? first(name) : null);
  const line = (name: `X-NUMINA-${string}`, what: string) => readOneLine(own(name), what);
  const title = readOneLine(first('SUMMARY'), 'title') ?? line('X-NUMINA-CLASS', 'title');
  const { notes, isCut } = readNotes(isOwn ? own('X-NUMINA-NOTES') : first('DESCRIPTION'));
  const isCancelled = /^cancell?ed$/i.test(first('STATUS')?.trim() ?? '');
  const content: EventContent = {
    isCancelled,
    className: title ?? UNTITLED,
    type: defaults.type ?? readOneLine(first('CATEGORIES'), 'category') ?? line('X-NUMINA-TYPE', 'type'),
    location: readOneLine(first('LOCATION'), 'location'),
    instructor: line('X-NUMINA-INSTRUCTOR', 'instructor'),
    status: ownStatus(own('X-NUMINA-STATUS'), isCancelled),
    source: defaults.source ?? line('X-NUMINA-SOURCE', 'source'),
    externalId: line('X-NUMINA-EXTERNAL-ID', 'external id'),
    price: readMoney(own('X-NUMINA-PRICE')),
    lateFee: readMoney(own('X-NUMINA-LATE-FEE')),
    feePaid: readMoney(own('X-NUMINA-FEE-PAID')),
    currency: line('X-NUMINA-CURRENCY', 'currency'),
    cancelBy: readInstant(own('X-NUMINA-CANCEL-BY') ?? ''),
    cancelByMinutes: readMinutes(own('X-NUMINA-CANCEL-BY-MINUTES')),
    isLateCancel: isOwn ? own('X-NUMINA-LATE-CANCEL') === 'TRUE' : null,
    url: readUrl(first('URL')),
    notes,
    bookedAt: readInstant(own('X-NUMINA-BOOKED-AT') ?? ''),
    attendedAt: readInstant(own('X-NUMINA-ATTENDED-AT') ?? ''),
    cancelledAt: readInstant(own('X-NUMINA-CANCELLED-AT') ?? ''),
    cancellationReason: line('X-NUMINA-CANCELLATION-REASON', 'reason'),
    review: null,
  };
  const remarks: Remark[] = [];
  if (title === null) remarks.push('no-title');
  if (isCut) remarks.push('long-notes');
  return { content, remarks };
}

/** The zone in which numina kept the class; null where the event is not from numina's export. */
export function ownZone(properties: ReadonlyMap<string, IcsProperty>): string | null {
  const zone = properties.get(`${OWN_PREFIX}ZONE`)?.values[0];
  return zone && isZone(zone) ? zone : null;
}

/** numina's own status. Null where STATUS contradicts it: then another program cancelled the event, or restored it. */
function ownStatus(text: string | null, isCancelled: boolean): BookingStatus | null {
  const status = text === null ? null : (readStatusWord(text)?.status ?? null);
  return (status === 'cancelled') === isCancelled ? status : null;
}

function readMoney(text: string | null): number | null {
  return text === null ? null : readThousandths(text);
}

function readMinutes(text: string | null): number | null {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

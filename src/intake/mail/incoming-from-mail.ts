import type { InstantText } from '../../bookings/booking.ts';
import { zoneRules } from '../../time/zone-rules.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { command, words } from '../../words.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CalendarReading } from '../ics/ics-import.ts';
import { FIRST_YEAR, type IncomingBooking, LAST_YEAR, UnreadableError } from '../incoming.ts';
import { readOneLine } from '../incoming-text.ts';
import type { MailMoment } from './mail-moments.ts';
import type { MailBooking, MailReading } from './read-mail.ts';

/**
 * Turns a class of a mail into an incoming booking. Throws UnreadableError where it cannot be taken, and UsageError for a
 * text that is too long.
 */
export function toIncoming(
  said: MailBooking,
  { kind, writtenAt }: MailReading,
  { homeZone, zone: givenZone, source: givenSource, type }: CalendarReading,
  line: number,
): IncomingBooking {
  const { movedFrom, id, local } = said;
  // Otherwise it would be booked a second time, and the old time would stay.
  if (kind === 'changed' && id === null && movedFrom === null && !said.keepsTime) {
    throw new UnreadableError(words`It moves a class and does not say which; ${command('edit')} moves it here.`);
  }
  const zone = givenZone ?? homeZone;
  const startsAt = instantOf(said, zone);
  const source = givenSource ?? said.source;
  const className = readOneLine(said.className, 'class name') ?? '';
  const stamp = writtenAt?.toISOString() ?? null;
  const isCancelled = said.status === 'cancelled';
  const byStart = (name: string, start: string) =>
    `mail:${fingerprintOf({ source, className: name, location: null, start })}`;
  // The UID comes from the number of the booking, or from the class and the start with which it was booked.
  const uid = id === null ? byStart(className, movedFrom?.local ?? local) : `mail:${id}`;
  const others = isCancelled ? [byStart(className, local)] : [byStart(className, local), byStart('', local)];
  const { lateFee: fee } = said;
  return {
    identity: { kind: 'uid', uid, recurrenceId: null },
    ...{ sequence: 0, lastModified: stamp, stamp },
    isCancelled,
    className,
    type: type ?? null,
    location: readOneLine(said.location, 'location'),
    instructor: readOneLine(said.instructor, 'instructor'),
    startsLocal: said.offsetMinutes === null ? local : wallTimeAt(new Date(startsAt), zone),
    zone,
    startsAt,
    ...(said.offsetMinutes !== null && { isMoment: true as const }),
    durationMinutes: said.durationMinutes ?? 0,
    status: said.status,
    source,
    externalId: id,
    ...{
      price: null,
      lateFee: null,
      feePaid: fee?.amount ?? null,
      currency: null,
      cancelBy: null,
      cancelByMinutes: null,
    },
    isLateCancel: isCancelled ? said.isLateCancel : null,
    ...{ url: null, notes: null, bookedAt: null, attendedAt: null },
    cancelledAt: isCancelled ? stamp : null,
    cancellationReason: null,
    review: null,
    partial: {
      isReminder: kind === 'reminder',
      isByStart: id === null,
      movedFrom:
        movedFrom && instantOf({ ...movedFrom, offsetMinutes: movedFrom.offsetMinutes ?? said.offsetMinutes }, zone),
      alsoCalled: others.filter((each) => each !== uid),
      startUid: byStart(className, local),
      formerUid: movedFrom && byStart(className, movedFrom.local),
      feeCurrencies: fee?.currencies ?? [],
    },
    line,
  };
}

function instantOf({ local, offsetMinutes }: MailMoment, zone: string): InstantText {
  const year = Number(local.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new UnreadableError(`The year is not between ${FIRST_YEAR} and ${LAST_YEAR}.`);
  const wall = Date.parse(`${local}Z`);
  if (offsetMinutes !== null) return new Date(wall - offsetMinutes * 60_000).toISOString();
  const read = zoneRules(zone).readWall(wall);
  if (read.kind === 'gap') throw new UnreadableError('The time does not exist there, because clocks go forward.');
  return new Date(read.instant).toISOString();
}

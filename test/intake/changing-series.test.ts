import { describe, expect, test } from 'vitest';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import { readCalendar } from '../../src/intake/ics/ics-import.ts';
import { field, words } from '../../src/words.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { importBookings } from '../support/take-in.ts';
import { calendar, event, READING } from './ics/ics-samples.ts';

const db = useBookingDatabase();
const NOW = '2026-11-22T14:00:00Z';

async function take(text: string, now = NOW) {
  const { bookings: incoming, listings = [], cancellations = [] } = readCalendar(text, READING);
  const words = { incoming, listings, cancellations };
  return importBookings(db.at(now), { ...words, defaultSource: 'ics', name: 'mail', revive: false, isDryRun: false });
}

/** What is stored, in short: `12-01 18:00 booked`. */
const stored = async () =>
  (await db.all()).map(({ startsLocal, status }) => `${startsLocal.slice(5, 16).replace('T', ' ')} ${status}`);

const at = (name: string, local: string) => `${name};TZID=America/New_York:2026${local}00`;
/** Three Tuesdays in December, six o'clock. */
const SERIES = [at('DTSTART', '1201T1800'), 'RRULE:FREQ=WEEKLY;COUNT=3'];
const MOVED = [at('DTSTART', '1201T1900'), 'RRULE:FREQ=WEEKLY;COUNT=3'];
const request = (...lines: readonly string[]) => calendar(['METHOD:REQUEST'], event(...lines));
const cancel = (...lines: readonly string[]) => calendar(['METHOD:CANCEL'], event(...lines));

describe('a newer version of a series', () => {
  test('moves its classes, and what belongs to them goes along', async () => {
    await take(request(...SERIES));
    const ids = (await db.all()).map(({ id }) => id);
    await editBooking(db.at(NOW), ids[1] ?? '', { fields: { notes: 'row 2' }, isForced: false });
    expect(await take(request(...MOVED, 'SEQUENCE:1'))).toMatchObject({ created: 0, updated: 3, cancelled: 0 });
    expect(await stored()).toEqual(['12-01 19:00 booked', '12-08 19:00 booked', '12-15 19:00 booked']);
    expect((await db.all()).map(({ id, notes }) => [id, notes])).toEqual([
      [ids[0], null],
      [ids[1], 'row 2'],
      [ids[2], null],
    ]);
  });

  test('is met day by day where one class is left out of it', async () => {
    await take(request(...SERIES));
    const ids = (await db.all()).map(({ id }) => id);
    await take(request(...MOVED, at('EXDATE', '1201T1900'), 'SEQUENCE:1'));
    expect(await stored()).toEqual(['12-01 18:00 cancelled', '12-08 19:00 booked', '12-15 19:00 booked']);
    expect((await db.all()).map(({ id }) => id)).toEqual(ids);
    expect((await db.all())[0]).toMatchObject({ cancellationReason: 'no longer in the series', isLateCancel: false });
  });

  test('cancels what it leaves out, and books what it adds', async () => {
    await take(request(...SERIES));
    const longer = [at('DTSTART', '1201T1800'), 'RRULE:FREQ=WEEKLY;COUNT=4', at('EXDATE', '1208T1800')];
    expect(await take(request(...longer, 'SEQUENCE:1'))).toMatchObject({ created: 1, cancelled: 1, unchanged: 2 });
    expect(await stored()).toEqual([
      '12-01 18:00 booked',
      '12-08 18:00 cancelled',
      '12-15 18:00 booked',
      '12-22 18:00 booked',
    ]);
  });

  test('leaves alone what took place before it begins now', async () => {
    const weekly = (from: string, count: number) => [at('DTSTART', from), `RRULE:FREQ=WEEKLY;COUNT=${count}`];
    await take(request(...weekly('1103T1800', 4)));
    await take(request(...weekly('1124T1800', 1), 'SEQUENCE:1'));
    expect(await stored()).toEqual([
      '11-03 18:00 booked',
      '11-10 18:00 booked',
      '11-17 18:00 booked',
      '11-24 18:00 booked',
    ]);
  });

  test('leaves what was attended where it was, and books it no second time', async () => {
    const weekly = (hour: string) => [at('DTSTART', `1103T${hour}00`), 'RRULE:FREQ=WEEKLY;COUNT=4'];
    await take(request(...weekly('18')));
    await markBookings(db.at(NOW), [(await db.all())[0]?.id ?? ''], SCOPES.any, { to: 'attended' });
    await take(request(...weekly('19'), 'SUMMARY:Vinyasa Slow', 'SEQUENCE:1'));
    expect(await stored()).toEqual([
      '11-03 18:00 attended',
      '11-10 19:00 booked',
      '11-17 19:00 booked',
      '11-24 19:00 booked',
    ]);
    expect((await db.all()).map(({ className }) => className)).toEqual([
      'Vinyasa Flow',
      'Vinyasa Slow',
      'Vinyasa Slow',
      'Vinyasa Slow',
    ]);
  });

  test('keeps away what was deleted here, wherever it is now', async () => {
    await take(request(...SERIES));
    await deleteBookings(db.at(NOW), [(await db.all())[1]?.id ?? ''], SCOPES.any);
    const { skipped } = await take(request(...MOVED, 'SEQUENCE:1'));
    expect(skipped).toMatchObject([{ reason: words`Deleted here, or undone; ${field('revive')} brings it back.` }]);
    expect(await stored()).toEqual(['12-01 19:00 booked', '12-15 19:00 booked']);
    expect((await take(request(...MOVED, 'SEQUENCE:1'))).skipped).toHaveLength(1);
  });

  test('is not undone by an older one', async () => {
    await take(request(...MOVED, 'SEQUENCE:1'));
    expect(await take(request(...SERIES))).toMatchObject({ created: 0, unchanged: 3 });
    await take(request(...SERIES, 'SEQUENCE:1', 'DTSTAMP:20261101T000000Z'));
    await take(request(...MOVED, 'SEQUENCE:1', 'DTSTAMP:20261103T000000Z'));
    await take(request(...SERIES, 'SEQUENCE:1', 'DTSTAMP:20261102T000000Z'));
    expect(await stored()).toEqual(['12-01 19:00 booked', '12-08 19:00 booked', '12-15 19:00 booked']);
  });

  test('may be a single class, or come of one', async () => {
    await take(request(at('DTSTART', '1201T1800')));
    await take(request(...SERIES, 'SEQUENCE:1'));
    expect(await stored()).toEqual(['12-01 18:00 booked', '12-08 18:00 booked', '12-15 18:00 booked']);
    await take(request(at('DTSTART', '1208T1800'), 'SEQUENCE:2'));
    expect(await stored()).toEqual(['12-01 18:00 cancelled', '12-08 18:00 booked', '12-15 18:00 cancelled']);
  });
});

describe('a message of cancellation', () => {
  const all = ['12-01 18:00 cancelled', '12-08 18:00 cancelled', '12-15 18:00 cancelled'];
  test.each<[what: string, lines: readonly string[], becomes: readonly string[]]>([
    ['without an instance means all', [at('DTSTART', '1201T1800')], all],
    ['may name its rule again', SERIES, all],
    ['of an instance', [at('DTSTART', '1208T1800'), at('RECURRENCE-ID', '1208T1800')], ['', all[1] ?? '', '']],
    ['of an instance in UTC', [at('DTSTART', '1208T1800'), 'RECURRENCE-ID:20261208T230000Z'], ['', all[1] ?? '', '']],
    ['of a day', [at('DTSTART', '1208T1800'), 'RECURRENCE-ID;VALUE=DATE:20261208'], ['', all[1] ?? '', '']],
    [
      'of this and what follows',
      [at('DTSTART', '1208T1800'), at('RECURRENCE-ID;RANGE=THISANDFUTURE', '1208T1800')],
      ['', all[1] ?? '', all[2] ?? ''],
    ],
  ])('%s', async (_what, lines, becomes) => {
    await take(request(...SERIES));
    const cancelled = becomes.filter((line) => line !== '').length;
    expect(await take(cancel(...lines, 'SEQUENCE:1'))).toMatchObject({ created: 0, cancelled });
    expect(await stored()).toEqual(becomes.map((line, index) => line || all[index]?.replace('cancelled', 'booked')));
    expect(await take(cancel(...lines, 'SEQUENCE:1'))).toMatchObject({ created: 0, updated: 0, cancelled: 0 });
  });

  test('needs no start, and tells when it was sent', async () => {
    await take(request(...SERIES));
    const bare = ['BEGIN:VEVENT', 'UID:a@studio.example', 'DTSTAMP:20261120T080000Z', 'SEQUENCE:1', 'END:VEVENT'];
    expect(await take(calendar(['METHOD:CANCEL'], bare))).toMatchObject({ cancelled: 3, skipped: [] });
    expect((await db.all())[0]).toMatchObject({ cancelledAt: '2026-11-20T08:00:00.000Z', cancellationReason: null });
  });

  test('of what is not known says so, and holds for what comes later and is older', async () => {
    const bare = ['BEGIN:VEVENT', 'UID:a@studio.example', 'SEQUENCE:1', 'END:VEVENT'];
    const { skipped } = await take(calendar(['METHOD:CANCEL'], bare));
    expect(skipped).toMatchObject([{ uid: 'a@studio.example', reason: 'It cancels a class that is not known here.' }]);
    await take(request(...SERIES));
    expect(await stored()).toEqual(all);
    await take(request(...SERIES, 'SEQUENCE:2'));
    expect(await stored()).toEqual(all.map((line) => line.replace('cancelled', 'booked')));
  });

  test('leaves what was attended', async () => {
    await take(request(at('DTSTART', '1117T1800'), 'RRULE:FREQ=WEEKLY;COUNT=2'));
    await markBookings(db.at(NOW), [(await db.all())[0]?.id ?? ''], SCOPES.any, { to: 'attended' });
    await take(cancel(at('DTSTART', '1117T1800'), 'SEQUENCE:1'));
    expect(await stored()).toEqual(['11-17 18:00 attended', '11-24 18:00 cancelled']);
  });
});

describe('a UID that another file has used for another class', () => {
  const file = (title: string, local: string, ...lines: readonly string[]) =>
    calendar(event('UID:0@x', `SUMMARY:${title}`, at('DTSTART', local), ...lines));
  const titles = async () =>
    (await db.all()).map(({ className, startsLocal }) => `${className} ${startsLocal.slice(5, 10)}`);

  test('brings a class of its own, and each is known again', async () => {
    await take(file('Spin', '1110T1800'));
    await markBookings(db.at(NOW), ['spin'], SCOPES.any, { to: 'attended' });
    expect(await take(file('Boxing', '1206T1800'))).toMatchObject({ created: 1, updated: 0 });
    expect(await titles()).toEqual(['Spin 11-10', 'Boxing 12-06']);
    expect((await db.all())[0]).toMatchObject({ status: 'attended' });
    expect(await take(file('Spin', '1110T1800'))).toMatchObject({ created: 0, unchanged: 1 });
    expect(await take(file('Boxing', '1206T1900'))).toMatchObject({ created: 0, updated: 1 });
    expect(await titles()).toEqual(['Spin 11-10', 'Boxing 12-06']);
  });

  test('is a change where SEQUENCE says so, or where title or day stays', async () => {
    await take(file('Spin', '1201T1800'));
    await take(file('Boxing', '1206T1800', 'SEQUENCE:1'));
    expect(await titles()).toEqual(['Boxing 12-06']);
    await take(file('Boxing', '1208T1800', 'SEQUENCE:1'));
    await take(file('Barre', '1208T1800', 'SEQUENCE:1'));
    expect(await titles()).toEqual(['Barre 12-08']);
  });

  test('takes the same title to another day only where nobody has been there yet', async () => {
    await take(file('Spin', '1110T1800'));
    await markBookings(db.at(NOW), ['spin'], SCOPES.any, { to: 'attended' });
    expect(await take(file('Spin', '1206T1800'))).toMatchObject({ created: 1 });
    expect(await take(file('Spin', '1206T1800'))).toMatchObject({ created: 0, unchanged: 1 });
    expect(await titles()).toEqual(['Spin 11-10', 'Spin 12-06']);
  });

  test('is distinguished by whole series too, and by messages', async () => {
    await take(file('Spin', '1103T1800', 'RRULE:FREQ=WEEKLY;COUNT=2'));
    await take(file('Boxing', '1206T1800', 'RRULE:FREQ=WEEKLY;COUNT=2'));
    expect(await titles()).toEqual(['Spin 11-03', 'Spin 11-10', 'Boxing 12-06', 'Boxing 12-13']);
    await take(cancel('UID:0@x', 'SUMMARY:Boxing', at('DTSTART', '1206T1800'), 'SEQUENCE:1'));
    expect((await db.all()).map(({ status }) => status)).toEqual(['booked', 'booked', 'cancelled', 'cancelled']);
  });
});

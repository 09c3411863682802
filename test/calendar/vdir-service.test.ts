import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { buildCalendar } from '../../src/calendar/ics-export.ts';
import { type FillOptions, fillVdir, updateVdir, type VdirChanges } from '../../src/calendar/vdir-service.ts';
import { createFolder } from '../../src/files/create-folder.ts';
import { readAlarms } from '../../src/reminders/calendar-alarms.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';
import { joined } from './ics-bookings.ts';

const db = useBookingDatabase();
const inFolder = useTemporaryFolder();

const SPIN = sampleBooking({ id: sampleId(1), className: 'Spin 45' });
const YOGA = sampleBooking({ id: sampleId(2), status: 'attended', attendedAt: '2026-11-24T20:00:00.000Z' });
const BERLIN = sampleBooking({ id: sampleId(3), status: 'cancelled', zone: 'Europe/Berlin' });
const ALL: FillOptions = { filter: {}, omitCancelled: false, hasLocalTimes: false };
const NOTHING: VdirChanges = { ids: [], hasNewAlarms: false, isAll: false };
const LONG_AGO = new Date('2001-01-01T00:00:00Z');

const context = () => ({ store: db.database.store, readAlarms, createFolder });
const fill = (options: Partial<FillOptions> = {}) => fillVdir(context(), inFolder(), { ...ALL, ...options });
const update = (changes: Partial<VdirChanges>) => updateVdir(context(), inFolder(), { ...NOTHING, ...changes });
const pathOf = ({ id }: Booking) => inFolder(`${id}.ics`);
const textOf = (booking: Booking) => readFileSync(pathOf(booking), 'utf8');

/** The files that were written since all were made old. */
function writtenSince(): readonly string[] {
  return readdirSync(inFolder()).filter((name) => statSync(inFolder(name)).mtime.getTime() !== LONG_AGO.getTime());
}

function makeOld(): void {
  for (const name of readdirSync(inFolder())) utimesSync(inFolder(name), LONG_AGO, LONG_AGO);
}

function prefer(offsetsMinutes: readonly number[]) {
  const change = { classType: null, isReset: false, fields: { offsetsMinutes } };
  return saveReminderPreferences(db.at('2026-11-24T12:00:00Z'), change);
}

beforeEach(async () => {
  await db.database.store.db.deleteFrom('booking_reminders').execute();
  await db.store(SPIN, YOGA, BERLIN);
});

describe('an item of the folder', () => {
  it.each([false, true])('is the event of the export, alarms and all (wall times: %s)', async (hasLocalTimes) => {
    await fill({ hasLocalTimes });
    const bookings = await db.all();
    const alarmsOf = await readAlarms(db.database.store);
    const localZones = hasLocalTimes ? bookings.map(({ zone }) => zone) : [];
    const calendar = await joined(buildCalendar(bookings, { name: 'x', omitCancelled: false, localZones, alarmsOf }));
    const events = calendar.match(/BEGIN:VEVENT\r\n[\s\S]*?END:VEVENT\r\n/g);
    expect(bookings.map((booking) => textOf(booking).match(/BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/)?.[0])).toEqual(events);
    expect(textOf(SPIN).match(/TRIGGER:.*/g)).toEqual(['TRIGGER:-PT24H', 'TRIGGER:-PT1H']);
    expect(textOf(YOGA)).not.toContain('VALARM');
  });

  it('is a calendar of this event and the rules of its zone alone', async () => {
    await fill({ hasLocalTimes: true });
    for (const booking of [SPIN, BERLIN]) {
      const calendar = new ICAL.Component(ICAL.parse(textOf(booking)));
      expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
      expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe(booking.zone);
      expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1);
      // RFC 4791 §4.1 forbids a method, and a name is the collection's.
      for (const name of ['method', 'name', 'x-wr-calname']) expect(calendar.getFirstProperty(name)).toBeNull();
    }
  });
});

describe('a fill', () => {
  it('holds what matches', async () => {
    expect(await fill({ omitCancelled: true })).toEqual({ written: 2, removed: 0, unchanged: 0 });
    expect(await fill({ filter: { statuses: ['attended', 'cancelled'] } })).toEqual({
      written: 1,
      removed: 1,
      unchanged: 1,
    });
  });

  it('makes the folder, and says in words where it cannot', async () => {
    const fillIn = (...names: string[]) => fillVdir(context(), inFolder(...names), ALL);
    expect(await fillIn('calendars', 'classes')).toMatchObject({ written: 3 });
    writeFileSync(inFolder('file'), '');
    await expect(fillIn('file')).rejects.toThrow(`${inFolder('file')} is not a folder.`);
    await expect(fillIn('file', 'classes')).rejects.toMatchObject({ code: 'cannot_write', kind: 'failure' });
  });

  it('goes through more than one page', async () => {
    const many = Array.from({ length: 1100 }, (_, index) => sampleBooking({ id: sampleId(0x1000 + index) }));
    await db.store(...many);
    const counts: number[] = [];
    const report = await fill({ onProgress: (count) => counts.push(count) });
    expect([report.written, readdirSync(inFolder()).length, counts]).toEqual([1103, 1103, [500, 1000, 1103]]);
  });
});

describe('an update', () => {
  it('fills a new folder', async () => {
    await update({ ids: [SPIN.id] });
    expect(readdirSync(inFolder())).toHaveLength(3);
  });

  it('looks only at the named bookings, and removes files of those that are gone', async () => {
    await fill();
    makeOld();
    await db.database.store.db.updateTable('bookings').set({ sequence: 7 }).where('id', '!=', BERLIN.id).execute();
    await db.database.store.db.deleteFrom('bookings').where('id', '=', BERLIN.id).execute();
    await update({ ids: [SPIN.id, BERLIN.id, sampleId(9)] });
    expect(writtenSince()).toEqual([`${SPIN.id}.ics`]);
    expect(readdirSync(inFolder())).toEqual([`${SPIN.id}.ics`, `${YOGA.id}.ics`]);
    await update({ isAll: true });
    expect(writtenSince()).toEqual([`${SPIN.id}.ics`, `${YOGA.id}.ics`]);
  });

  it('gives other alarms to what is booked, and touches nothing else', async () => {
    await fill();
    makeOld();
    await update({ hasNewAlarms: true });
    expect(writtenSince()).toEqual([]);
    await prefer([30]);
    await update({ hasNewAlarms: true });
    expect(writtenSince()).toEqual([`${SPIN.id}.ics`]);
    expect(textOf(SPIN).match(/TRIGGER:.*/g)).toEqual(['TRIGGER:-PT30M']);
  });
});

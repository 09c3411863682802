import { describe, expect, it } from 'vitest';
import { readVisit } from '../../../src/intake/mindbody/read-visit.ts';
import { zoneRules } from '../../../src/time/zone-rules.ts';
import { type ApiObject, fakeClass, fakeVisit } from '../../support/fake-mindbody.ts';

const BEFORE = '2026-11-20T12:00:00Z';
const AFTER = '2026-11-25T12:00:00Z';

interface At {
  readonly now?: string;
  readonly zone?: string;
  readonly class?: ApiObject | null;
}

function read(visit: ApiObject, { now = AFTER, zone = 'America/New_York', class: of = {} }: At = {}) {
  const classes = new Map(of ? [[7001, fakeClass(of)]] : []);
  const reading = { classes, zone: { name: zone, rules: zoneRules(zone), isNamed: true }, now: new Date(now) };
  return readVisit(fakeVisit(visit), reading, 1);
}

const bookingOf = (visit: ApiObject, at?: At) => read(visit, at).booking;

describe('a visit', () => {
  it('is a booking of its class, known by its number', () => {
    expect(bookingOf({})).toMatchObject({
      identity: { kind: 'external', externalId: '500001' },
      externalId: '500001',
      source: null,
      className: 'Vinyasa Flow',
      location: 'Studio North',
      instructor: 'Ana Ruiz',
      startsLocal: '2026-11-24T18:00:00',
      zone: 'America/New_York',
      startsAt: '2026-11-24T23:00:00.000Z',
      durationMinutes: 60,
      status: 'booked',
      isCancelled: false,
      line: 1,
    });
  });

  it('has its own name where the class is not known, and nothing of anybody else', () => {
    const fields = { Name: ' Vinyasa\t(60) ' };
    expect(bookingOf(fields, { class: null })).toMatchObject({
      className: 'Vinyasa (60)',
      location: null,
      instructor: null,
    });
    expect(bookingOf({}, { class: { Staff: { FirstName: 'Ana', LastName: '' } } }).instructor).toBe('Ana');
    expect(bookingOf({}, { class: { Staff: null, Location: null } })).toMatchObject({
      location: null,
      instructor: null,
    });
  });

  it.each([
    [{ Id: 0 }, /no number/],
    [{ Id: '500001; drop' }, /no number/],
    [{ Id: 2 ** 60 }, /no number/],
    [{ Name: null }, /no name/],
    [{ Name: 'x'.repeat(60_000) }, /class name has 60,000 characters/],
    [{ StartDateTime: null }, /not a date and time/],
    [{ StartDateTime: '2026-11-24' }, /no time, only a date/],
    [{ StartDateTime: '2026-02-30T18:00:00' }, /There is no 2026-02-30/],
    [{ StartDateTime: '0001-01-01T00:00:00' }, /year is out of reach/],
    [{ StartDateTime: 1_795_000_000 }, /not a date and time/],
    [{ EndDateTime: '2027-11-24T19:00:00' }, /more than a week/],
  ])('that is broken says how: %j', (fields, says) => {
    expect(() => read(fields, { class: null })).toThrow(says);
  });
});

describe('the time', () => {
  it.each([
    ['at the wall of the studio', '2026-11-24T18:00:00', '2026-11-24T18:00:00', '2026-11-24T23:00:00.000Z'],
    ['in UTC', '2026-11-24T23:00:00Z', '2026-11-24T18:00:00', '2026-11-24T23:00:00.000Z'],
    ['with an offset', '2026-11-24T17:00:00.000-06:00', '2026-11-24T18:00:00', '2026-11-24T23:00:00.000Z'],
    ['in summer', '2026-07-01T18:00:00.123', '2026-07-01T18:00:00', '2026-07-01T22:00:00.000Z'],
  ])('%s', (_, StartDateTime, startsLocal, startsAt) => {
    expect(bookingOf({ StartDateTime, EndDateTime: null })).toMatchObject({ startsLocal, startsAt });
  });

  it('that clocks leave out is not a time', () => {
    expect(() => read({ StartDateTime: '2026-03-08T02:30:00' })).toThrow(
      '2026-03-08 02:30 does not exist in America/New_York, as clocks go forward; the first time that exists is 2026-03-08 03:00.',
    );
  });

  it('that comes twice is the earlier', () => {
    const { booking, isEarlierOfTwo } = read({ StartDateTime: '2026-11-01T01:30:00', EndDateTime: null });
    expect({ startsAt: booking.startsAt, isEarlierOfTwo }).toEqual({
      startsAt: '2026-11-01T05:30:00.000Z',
      isEarlierOfTwo: true,
    });
    expect(read({ StartDateTime: '2026-11-01T06:30:00Z', EndDateTime: null }).isEarlierOfTwo).toBe(false);
  });

  it.each([
    ['2026-11-24T18:00:00', '2026-11-24T18:45:00', 45],
    ['2026-11-24T23:00:00Z', '2026-11-24T18:45:00', 45],
    ['2026-11-24T23:30:00', '2026-11-25T00:30:00', 60],
    // An hour, over which the clocks go forward.
    ['2026-03-08T01:30:00', '2026-03-08T03:30:00', 60],
    ['2026-11-24T18:00:00', '2026-11-24T18:00:00', 60],
    ['2026-11-24T18:00:00', '0001-01-01T00:00:00', 60],
    ['2026-11-24T18:00:00', null, 60],
  ])('goes from %s to %s', (StartDateTime, EndDateTime, minutes) => {
    expect(bookingOf({ StartDateTime, EndDateTime }).durationMinutes).toBe(minutes);
  });
});

describe('the status', () => {
  const waiting = { WaitlistInfo: { WaitlistId: 9, WaitlistOrderNumber: 2 } };

  it.each([
    ['booked', {}, null],
    ['attended', { SignedIn: true }, null],
    ['no_show', { Missed: true }, null],
    ['cancelled', { LateCancelled: true }, true],
    ['cancelled', { LateCancelled: true, SignedIn: true, Missed: true }, true],
    ['attended', { SignedIn: true, Missed: true }, null],
    ['waitlisted', waiting, null],
    ['booked', { WaitlistInfo: { WaitlistId: 0, WaitlistOrderNumber: 0 } }, null],
    ['attended', { ...waiting, SignedIn: true }, null],
    // A word for appointments only.
    ['booked', { AppointmentStatus: 'Cancelled' }, null],
  ] as const)('is %s for %j', (status, fields, isLateCancel) => {
    const isCancelled = status === 'cancelled';
    expect(bookingOf(fields)).toMatchObject({ status, isCancelled, isLateCancel });
  });

  it('is nobody’s choice where the class is cancelled', () => {
    const said = bookingOf({ SignedIn: true }, { class: { IsCanceled: true } });
    expect(said).toMatchObject({ status: 'cancelled', isCancelled: true, isLateCancel: false });
  });

  it.each([{ SignedIn: true }, { Missed: true }])('says nothing of attendance before the class: %j', (fields) => {
    expect(bookingOf(fields, { now: BEFORE }).status).toBe('booked');
    expect(bookingOf(fields, { now: '2026-11-24T22:30:00Z' }).status).not.toBe('booked');
  });

  it.each([
    ['booked', 'Booked', null],
    ['booked', 'Confirmed', null],
    ['waitlisted', 'Requested', null],
    ['attended', 'Completed', null],
    ['attended', 'Arrived', null],
    ['no_show', 'NoShow', null],
    ['cancelled', 'Cancelled', false],
    ['cancelled', 'LateCancelled', true],
  ] as const)('of an appointment is %s by its word %s', (status, AppointmentStatus, isLateCancel) => {
    const said = bookingOf({ ClassId: 0, AppointmentId: 3, Name: 'Massage', AppointmentStatus });
    expect(said).toMatchObject({ className: 'Massage', location: null, status, isLateCancel });
  });
});

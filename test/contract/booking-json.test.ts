import { describe, expect, it } from 'vitest';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const VINYASA = sampleBooking({
  source: 'classpass',
  bookedAt: '2026-10-20T12:34:56.789Z',
  cancelBy: '2026-11-24T11:00:00.000Z',
  cancelByMinutes: 720,
  price: 18_500,
  currency: 'USD',
  lateFee: 10_000,
  createdAt: '2026-10-20T12:34:56.789Z',
  updatedAt: '2026-10-20T12:34:56.789Z',
});

describe('the JSON of a booking', () => {
  it('has the pinned fields in the pinned order', () => {
    expect(JSON.stringify(toBookingJson(VINYASA))).toBe(
      '{"id":"9f1c27ab-1234-4abc-8def-0123456789ab","shortId":"9f1c27ab",' +
        '"class":{"id":"11111111-1234-4abc-8def-0123456789ab","name":"Vinyasa Flow","type":"yoga",' +
        '"location":"Studio North","instructor":"Ana"},' +
        '"startsAt":"2026-11-24T18:00:00.000-05:00","endsAt":"2026-11-24T19:00:00.000-05:00",' +
        '"zone":"America/New_York","localDate":"2026-11-24","durationMinutes":60,"status":"booked",' +
        '"source":"classpass","externalBookingId":null,"bookedAt":"2026-10-20T08:34:56.789-04:00",' +
        '"attendedAt":null,"cancelledAt":null,"cancellationReason":null,"reminderSent24h":false,' +
        '"reminderSent1h":false,"cancelBy":"2026-11-24T06:00:00.000-05:00","isLateCancel":false,' +
        '"price":18.5,"currency":"USD","lateFee":10,"url":null,"notes":null,' +
        '"createdAt":"2026-10-20T08:34:56.789-04:00","updatedAt":"2026-10-20T08:34:56.789-04:00",' +
        '"feePaid":null,"cancelByMinutes":720,"sequence":0}',
    );
  });

  it('writes the offset of the zone at each instant, also on the day of a change', () => {
    const json = toBookingJson({
      ...VINYASA,
      startsLocal: '2026-11-01T00:30:00',
      startsAt: '2026-11-01T04:30:00.000Z',
      durationMinutes: 120,
      cancelBy: '2026-10-31T16:30:00.000Z',
      attendedAt: '2026-11-01T06:00:00.000Z',
    });
    expect(json.startsAt).toBe('2026-11-01T00:30:00.000-04:00');
    expect(json.endsAt).toBe('2026-11-01T01:30:00.000-05:00');
    expect(json.cancelBy).toBe('2026-10-31T12:30:00.000-04:00');
    expect(json.attendedAt).toBe('2026-11-01T01:00:00.000-05:00');
  });

  it('keeps the second of two equal wall times apart from the first', () => {
    const second = { ...VINYASA, startsLocal: '2026-11-01T01:30:00', startsAt: '2026-11-01T06:30:00.000Z' };
    expect(toBookingJson(second).startsAt).toBe('2026-11-01T01:30:00.000-05:00');
  });

  it('knows quarter hours and the far side of the date line', () => {
    const json = toBookingJson({
      ...VINYASA,
      zone: 'Pacific/Chatham',
      startsLocal: '2026-11-25T12:45:00',
      startsAt: '2026-11-24T23:00:00.000Z',
    });
    expect(json.startsAt).toBe('2026-11-25T12:45:00.000+13:45');
    expect(json.bookedAt).toBe('2026-10-21T02:19:56.789+13:45');
    expect(json.localDate).toBe('2026-11-25');
  });

  it('names the right instant in a zone that is not known here', () => {
    const json = toBookingJson({ ...VINYASA, zone: 'Mars/Olympus' });
    expect(json.endsAt).toBe('2026-11-24T19:00:00.000-05:00');
    expect(new Date(json.bookedAt).toISOString()).toBe(VINYASA.bookedAt);
  });

  it('writes money in units, thousandths kept', () => {
    expect(toBookingJson({ ...VINYASA, price: 12_345, feePaid: 5 })).toMatchObject({ price: 12.345, feePaid: 0.005 });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { parseBookingTemplate } from '../../src/render/booking-template.ts';
import { readDatePattern } from '../../src/render/date-pattern.ts';
import { bookingAt, styleOf } from './samples.ts';

const SPIN = bookingAt('2026-11-24T18:00', { className: 'Spin 45', location: 'Velo', durationMinutes: 45 });
const written = (template: string, booking = SPIN, more = {}) =>
  parseBookingTemplate(template, toBookingJson)(booking, styleOf(80, more));

describe('a template', () => {
  test.each([
    ['{class} · {place}', 'Spin 45 · Velo'],
    ['{class} at {location}', 'Spin 45 at Velo'],
    ['{startsAt:EEE d MMM}', 'Tue 24 Nov'],
    ['{startsAt:EEEE, d MMMM yyyy}', 'Tuesday, 24 November 2026'],
    ['{startsAt:yyyy-MM-dd HH:mm}–{endsAt:HH:mm}', '2026-11-24 18:00–18:45'],
    ["{startsAt:EEE 'at' h:mm a}", 'Tue at 6:00 pm'],
    ["{startsAt:h 'o''clock'}", "6 o'clock"],
    ['{date:dd/MM/yy} {time} {end}', '24/11/26 18:00 18:45'],
    ['{end:H:m}', '18:45'],
    ['{localDate:EEE} {localDate}', 'Tue 2026-11-24'],
    ['{durationMinutes} min, {status}', '45 min, booked'],
    ['{attendedAt:HH:mm}|{notes}|{cancelledAt}', '||'],
    ['{} { class } {{class}', '{} { class } {Spin 45'],
    ['', ''],
  ])('%s gives %s', (template, text) => {
    expect(written(template)).toBe(text);
  });

  test('is in the zone of the class, and by the clock of the person where it names no clock', () => {
    expect(written('{startsAt:HH:mm} {startsAt}')).toMatch(/^18:00 2026-11-24T18:00:00\.000[-+]/);
    expect(written('{time} {startsAt:HH:mm}', SPIN, { clock: '12' })).toBe('6:00 pm 18:00');
  });

  test('says of what is past that it is', () => {
    expect(written('{in}', bookingAt('2026-11-20T18:00'))).toMatch(/^\d+ days ago$/);
  });

  test('keeps to one line, whatever is in the fields', () => {
    expect(written('{class}: {notes}', { ...SPIN, className: 'A\u001b[31mB', notes: 'one\ntwo' })).toBe('AB: one two');
  });

  test.each([
    ['{colour}', /know \{colour\}/, /\{class\}/],
    ['{constructor}', /know \{constructor\}/, /\{class\}/],
    ['{class:HH:mm}', /\{class\} is not a time/, /\{startsAt\}/],
    ['{startsAt:QQ}', /know “QQ” in a date/, /EEE/],
    ['{startsAt:EEE at HH}', /know “t” in a date/, /quotes/],
  ])('%s is refused', (template, fact, hint) => {
    expect(() => parseBookingTemplate(template, toBookingJson)).toThrow(
      expect.objectContaining({
        kind: 'usage',
        code: 'bad_template',
        message: expect.stringMatching(fact),
        hint: expect.stringMatching(hint),
      }),
    );
  });
});

test('a pattern writes every minute so that it can be read again', () => {
  const write = readDatePattern('yyyy-MM-dd HH:mm:ss|yy M d H h hh m a');
  const minute = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(minute, (ms) => {
      const local = new Date(ms).toISOString().slice(0, 19);
      const [whole = '', parts = ''] = write(local).split('|');
      expect(whole.replace(' ', 'T')).toBe(local);
      const [yy, month, day, hour, half, padded, min, a] = parts.split(' ');
      expect([yy, month, day].map(Number)).toEqual([2, 5, 8].map((at) => Number(local.slice(at, at + 2))));
      expect((Number(half) % 12) + (a === 'pm' ? 12 : 0)).toBe(Number(hour));
      expect([Number(padded), Number(min)]).toEqual([Number(half), Number(local.slice(14, 16))]);
    }),
  );
});

import { describe, expect, it } from 'vitest';
import { offeredActions } from '../../src/web/booking/booking-actions.ts';
import { bookingFacts, isWebAddress } from '../../src/web/booking/booking-facts.ts';
import { cancelNote, cancelWarning, distanceOf, markNow, whenOf } from '../../src/web/booking/booking-words.ts';
import { spin, VIEW } from './booking-samples.ts';

const at = (now: string) => ({ ...VIEW, now: new Date(now) });

describe('what a page says of a booking', () => {
  it('is when it is and how far away', () => {
    expect(whenOf(spin(), VIEW)).toBe('Tue 24 Nov 2026, 18:00–18:45');
    expect(distanceOf(spin(), VIEW)).toBe('in 8 h 48 min');
    expect(distanceOf(spin(), at('2026-11-24T17:15:00Z'))).toBe('now, 30 min left');
    expect(distanceOf(spin(), at('2026-11-24T18:45:00Z'))).toBe('1 h ago');
  });

  it('names the zone of a class elsewhere, and the time at home', () => {
    const run = spin({ startsAt: '2026-12-05T08:00:00.000-05:00', localDate: '2026-12-05', zone: 'America/New_York' });
    expect(whenOf(run, VIEW)).toBe('Sat 5 Dec 2026, 08:00–08:45 America/New_York');
    expect(bookingFacts(run, VIEW)).toContainEqual({ label: 'at home', value: 'Sat 5 Dec 14:00' });
  });

  it('is unmarked once a booked class is over, as on the terminal', () => {
    expect(markNow(spin(), VIEW)).toBe('booked');
    expect(markNow(spin(), at('2026-11-24T18:00:00Z'))).toBe('unmarked');
  });

  it('is what cancelling costs now', () => {
    expect(cancelWarning(spin(), VIEW)).toBe('Free cancellation ended 06:00. Cancelling now costs €12.');
    expect(cancelWarning(spin(), at('2026-11-24T05:00:00Z'))).toBe('Cancelling is free until 06:00.');
    expect(cancelWarning(spin({ lateFee: null }), VIEW)).toBe(
      'Free cancellation ended 06:00. What it costs now is not known.',
    );
    expect(cancelWarning(spin({ cancelBy: null }), VIEW)).toContain('No limit');
    expect(cancelWarning(spin({ status: 'waitlisted' }), VIEW)).toContain('costs nothing');
    expect(cancelNote(spin({ status: 'attended' }), VIEW)?.text).toBe('was free until 06:00');
  });

  it('makes a link of an address only where it leads to a page', () => {
    expect(isWebAddress('https://velo.example/spin')).toBe(true);
    expect(isWebAddress('javascript:alert(1)')).toBe(false);
    expect(bookingFacts(spin({ url: 'javascript:alert(1)' }), VIEW).find(({ label }) => label === 'web')).toEqual({
      label: 'web',
      value: 'javascript:alert(1)',
    });
  });
});

describe('the actions offered', () => {
  it('follow the status and the hour', () => {
    expect(offeredActions(spin(), VIEW)).toEqual(['cancel']);
    expect(offeredActions(spin(), at('2026-11-24T16:30:00Z'))).toEqual(['mark-attended', 'no-show', 'cancel']);
    expect(offeredActions(spin({ status: 'waitlisted' }), VIEW)).toEqual(['confirm', 'cancel']);
    expect(offeredActions(spin({ status: 'attended' }), at('2026-11-25T08:00:00Z'))).toEqual(['no-show']);
    expect(offeredActions(spin({ status: 'cancelled' }), VIEW)).toEqual([]);
  });
});

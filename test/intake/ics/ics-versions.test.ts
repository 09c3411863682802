import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';
import { calendar, event, READING } from './ics-samples.ts';

/** What comes of these events, each in a calendar of its own. */
function inCalendars(...events: readonly (readonly string[])[]) {
  const { bookings, skipped } = readCalendar(events.map((lines) => calendar(event(...lines))).join(''), READING);
  return {
    classes: bookings.map(({ startsLocal, className }) => `${startsLocal.slice(5, 13)} ${className}`),
    reasons: skipped.map(({ reason }) => reason),
  };
}

describe('an event in several calendars of a file', () => {
  it('is what the newest says', () => {
    const [old, moved] = ['DTSTART:20261124T230000Z', 'DTSTART:20261126T230000Z'];
    for (const mark of ['SEQUENCE:1', 'LAST-MODIFIED:20261102T000000Z', 'DTSTAMP:20261102T000000Z']) {
      const expected = { classes: ['11-26T18 Vinyasa Flow'], reasons: ['The file also holds a newer version of it.'] };
      expect(inCalendars([old], [moved, mark])).toEqual(expected);
      expect(inCalendars([moved, mark], [old])).toEqual(expected);
    }
  });

  it('is the last where nothing tells its versions apart', () => {
    expect(inCalendars(['DTSTART:20261124T230000Z'], ['DTSTART:20261124T220000Z', 'SUMMARY:Yin'])).toEqual({
      classes: ['11-24T17 Yin'],
      reasons: ['The file holds it twice.'],
    });
  });

  it('is another class under another title on another day, as where UIDs are counted from 0', () => {
    const [spin, boxing] = [
      ['UID:0', 'SUMMARY:Spin', 'DTSTART:20261124T230000Z', 'DTSTAMP:20261101T000000Z'],
      ['UID:0', 'SUMMARY:Boxing', 'DTSTART:20261128T230000Z', 'DTSTAMP:20261102T000000Z'],
    ];
    expect(inCalendars(spin, boxing)).toEqual({ classes: ['11-24T18 Spin', '11-28T18 Boxing'], reasons: [] });
  });

  it('may be a series in one and a change of it in another', () => {
    const series = ['DTSTART;TZID=Europe/Berlin:20261103T180000', 'RRULE:FREQ=WEEKLY;COUNT=2'];
    const change = ['RECURRENCE-ID;TZID=Europe/Berlin:20261110T180000', 'DTSTART:20261111T170000Z'];
    expect(inCalendars(series, change).classes).toEqual(['11-03T18 Vinyasa Flow', '11-11T12 Vinyasa Flow']);
  });
});

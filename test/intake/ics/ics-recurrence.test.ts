import { describe, expect, it } from 'vitest';
import { field, words } from '../../../src/words.ts';
import { event, readEvents, reasonFor, startsOf } from './ics-samples.ts';

const NEW_YORK = 'DTSTART;TZID=America/New_York:20261124T180000';

/** The series of a weekly class with changes, as dates and times, and what became of the rest. */
function series(rule: readonly string[], ...changes: readonly (readonly string[])[]) {
  const { bookings, skipped } = readEvents([event(NEW_YORK, ...rule), ...changes.map((lines) => event(...lines))]);
  return { starts: bookings.map(({ startsLocal }) => startsLocal.slice(5, 16)), bookings, skipped };
}

describe('a series', () => {
  it('keeps its wall time over a change of the clocks', () => {
    const { bookings } = readEvents([
      event('DTSTART;TZID=America/New_York:20261025T180000', 'RRULE:FREQ=WEEKLY;COUNT=3'),
    ]);
    expect(bookings.map(({ startsLocal, startsAt }) => [startsLocal, startsAt])).toEqual([
      ['2026-10-25T18:00:00', '2026-10-25T22:00:00.000Z'],
      ['2026-11-01T18:00:00', '2026-11-01T23:00:00.000Z'],
      ['2026-11-08T18:00:00', '2026-11-08T23:00:00.000Z'],
    ]);
  });

  it('names each instance by its instant, whoever reads', () => {
    const ids = (homeZone: string) =>
      readEvents([event(NEW_YORK, 'RRULE:FREQ=DAILY;COUNT=2')], { homeZone }).bookings.map(({ identity }) => identity);
    expect(ids('America/New_York')).toEqual([
      { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-11-24T23:00:00Z' },
      { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-11-25T23:00:00Z' },
    ]);
    expect(ids('Asia/Tokyo')).toEqual(ids('America/New_York'));
  });

  it('that floats names them by the time that is written', () => {
    const lines = ['DTSTART:20261124T180000', 'RRULE:FREQ=DAILY;COUNT=1'];
    for (const homeZone of ['Asia/Tokyo', 'Europe/Berlin']) {
      expect(readEvents([event(...lines)], { homeZone }).bookings[0]).toMatchObject({
        identity: { recurrenceId: '2026-11-24T18:00:00' },
        zone: homeZone,
        startsLocal: '2026-11-24T18:00:00',
      });
    }
  });

  it('without an end reaches from --since to --horizon, both included', () => {
    const lines = ['DTSTART;TZID=America/New_York:20200107T180000', 'RRULE:FREQ=WEEKLY'];
    const { bookings, notes } = readEvents([event(...lines)], { since: '2026-11-24', horizon: '2026-12-08' });
    expect(bookings.map(({ startsLocal }) => startsLocal.slice(0, 10))).toEqual([
      '2026-11-24',
      '2026-12-01',
      '2026-12-08',
    ]);
    expect(notes).toEqual([
      words`1 event repeating since before 2026-11-24: earlier classes are left out (${field('since')} takes them).`,
    ]);
  });

  it('that is over, or far ahead, is skipped with the dates that were looked at', () => {
    const reason = 'It has no class between 2025-11-24 and 2027-11-24.';
    expect(reasonFor(['DTSTART:20200107T180000Z', 'RRULE:FREQ=WEEKLY;COUNT=5'])).toBe(reason);
    expect(reasonFor(['DTSTART:20300107T180000Z', 'RRULE:FREQ=WEEKLY'])).toBe(reason);
    expect(reasonFor([NEW_YORK, 'RRULE:FREQ=DAILY;COUNT=2', 'EXDATE;VALUE=DATE:20261124,20261125'])).toBe(reason);
  });

  it.each([
    ['an instant', 'UNTIL=20261209T000000Z', ['11-24', '12-01', '12-08']],
    ['the instant of the last one', 'UNTIL=20261208T230000Z', ['11-24', '12-01', '12-08']],
    ['an instant just before', 'UNTIL=20261208T225959Z', ['11-24', '12-01']],
    ['a date, included', 'UNTIL=20261208', ['11-24', '12-01', '12-08']],
    ['a wall time', 'UNTIL=20261208T180000', ['11-24', '12-01', '12-08']],
    ['a date before it begins', 'UNTIL=20200101', ['11-24']],
  ])('ends with %s', (_, until, expected) => {
    expect(startsOf([NEW_YORK, `RRULE:FREQ=WEEKLY;${until}`]).map((start) => start.slice(5, 10))).toEqual(expected);
  });

  it('may have several rules, further dates and exceptions of every form', () => {
    const { starts, bookings } = series([
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TH',
      'RDATE;TZID=America/New_York:20261225T100000,20261226T100000',
      'RDATE;VALUE=PERIOD:20261227T150000Z/PT2H,20261228T150000Z/20261228T154500Z',
      'RDATE;VALUE=DATE:20261230',
      'EXDATE;TZID=America/New_York:20261201T180000',
      'EXDATE:20261208T230000Z',
      'EXDATE;TZID=America/New_York:20261226T100000',
    ]);
    expect(starts).toEqual([
      '11-24T18:00',
      '11-26T18:00',
      '12-15T18:00',
      '12-25T10:00',
      '12-27T10:00',
      '12-28T10:00',
      '12-30T18:00',
    ]);
    expect(bookings.map(({ durationMinutes }) => durationMinutes)).toEqual([60, 60, 60, 60, 120, 45, 60]);
  });

  it('may take out what another rule holds', () => {
    expect(series(['RRULE:FREQ=DAILY;COUNT=4', 'EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=3']).starts).toEqual([
      '11-24T18:00',
      '11-25T18:00',
      '11-27T18:00',
    ]);
  });

  it('with a rule that cannot be followed is its first class, and the reading says so', () => {
    const { bookings, notes } = readEvents([
      event(NEW_YORK, 'RRULE:FREQ=SOMETIMES'),
      event('UID:b', 'RRULE:FREQ=DAILY;UNTIL=x'),
    ]);
    expect(bookings).toHaveLength(2);
    expect(notes).toEqual(['2 events with a repetition rule that cannot be followed: only the first date is taken.']);
  });

  it('leaves out a further date that cannot be read, and says so', () => {
    const { bookings, notes } = readEvents([event(NEW_YORK, 'RDATE:20261225T100000,199709T180000Z,')]);
    expect(bookings).toHaveLength(2);
    expect(notes).toContain('1 event with a further date that cannot be read: left out.');
  });
});

describe('a changed instance', () => {
  it('stands where it was moved to, under the name of where it was', () => {
    const { starts, bookings, skipped } = series(
      ['RRULE:FREQ=WEEKLY;COUNT=3'],
      [
        'RECURRENCE-ID;TZID=America/New_York:20261201T180000',
        'DTSTART:20261203T000000Z',
        'SUMMARY:Yin',
        'DURATION:PT2H',
      ],
    );
    expect(skipped).toEqual([]);
    expect(starts).toEqual(['11-24T18:00', '12-02T19:00', '12-08T18:00']);
    expect(bookings[1]).toMatchObject({
      identity: { kind: 'uid', recurrenceId: '2026-12-01T23:00:00Z' },
      className: 'Yin',
      durationMinutes: 120,
    });
  });

  it.each(['20261201T230000Z', '20261201'])('is found by %s too', (id) => {
    const { starts } = series(['RRULE:FREQ=WEEKLY;COUNT=2'], [`RECURRENCE-ID:${id}`, 'DTSTART:20261202T150000Z']);
    expect(starts).toEqual(['11-24T18:00', '12-02T10:00']);
  });

  it('may be cancelled, and stays an instance then', () => {
    const { bookings } = series(
      ['RRULE:FREQ=WEEKLY;COUNT=2'],
      ['RECURRENCE-ID:20261201T230000Z', 'DTSTART:20261201T230000Z', 'STATUS:CANCELLED'],
    );
    expect(bookings.map(({ isCancelled }) => isCancelled)).toEqual([false, true]);
  });

  it('may come before its series in the file, and without it', () => {
    const change = event('RECURRENCE-ID:20261201T230000Z', 'DTSTART:20261202T230000Z');
    expect(readEvents([change, event(NEW_YORK, 'RRULE:FREQ=WEEKLY;COUNT=2')]).bookings).toHaveLength(2);
    expect(readEvents([change]).bookings).toEqual([
      expect.objectContaining({
        identity: { kind: 'uid', uid: 'a@studio.example', recurrenceId: '2026-12-01T23:00:00Z' },
        startsAt: '2026-12-02T23:00:00.000Z',
      }),
    ]);
  });

  it('counts where the series has no such instance, or excludes it', () => {
    const { starts } = series(
      ['RRULE:FREQ=WEEKLY;COUNT=2', 'EXDATE;TZID=America/New_York:20261201T180000'],
      ['RECURRENCE-ID;TZID=America/New_York:20261201T180000', 'DTSTART:20261202T150000Z'],
    );
    expect(starts).toEqual(['11-24T18:00', '12-02T10:00']);
  });

  it('outside the dates asked for is skipped', () => {
    const { skipped } = series(['RRULE:FREQ=YEARLY'], ['RECURRENCE-ID:20401124T230000Z', 'DTSTART:20401125T230000Z']);
    expect(skipped.map(({ reason }) => reason)).toEqual(['It changes no class between 2025-11-24 and 2027-11-24.']);
  });

  it('may change all that follow', () => {
    const { starts, bookings } = series(
      ['RRULE:FREQ=WEEKLY;COUNT=4'],
      [
        'RECURRENCE-ID;TZID=America/New_York;RANGE=THISANDFUTURE:20261201T180000',
        'DTSTART;TZID=America/New_York:20261202T193000',
        'SUMMARY:Later',
      ],
      ['RECURRENCE-ID;TZID=America/New_York:20261208T180000', 'DTSTART;TZID=America/New_York:20261208T180000'],
    );
    expect(starts).toEqual(['11-24T18:00', '12-02T19:30', '12-08T18:00', '12-16T19:30']);
    expect(bookings.map(({ className }) => className)).toEqual(['Vinyasa Flow', 'Later', 'Vinyasa Flow', 'Later']);
  });

  it('may change all that follow, but not without the series: then the reader is told', () => {
    const { bookings, notes } = readEvents([
      event(
        'RECURRENCE-ID;TZID=America/New_York;RANGE=THISANDFUTURE:20261201T180000',
        'DTSTART;TZID=America/New_York:20261202T193000',
      ),
    ]);
    expect(bookings.map(({ startsLocal }) => startsLocal)).toEqual(['2026-12-02T19:30:00']);
    expect(notes).toEqual([
      '1 event with a change of all later classes too, but without their series: only the first of them is changed. The whole calendar of the studio has all.',
    ]);
  });

  it('of which the file holds two versions counts once', () => {
    const version = (sequence: number) => [
      'RECURRENCE-ID:20261201T230000Z',
      `DTSTART:2026120${sequence}T150000Z`,
      `SEQUENCE:${sequence}`,
    ];
    const { starts, skipped } = series(['RRULE:FREQ=WEEKLY;COUNT=2'], version(3), version(2));
    expect(starts).toEqual(['11-24T18:00', '12-03T10:00']);
    expect(skipped).toEqual([expect.objectContaining({ reason: 'The file holds it twice.' })]);
  });
});

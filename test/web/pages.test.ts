import { describe, expect, it } from 'vitest';
import type { CalendarJson } from '../../src/contract/schemas/booking-schema.ts';
import { filterOfShare, sayFilter } from '../../src/web/access/share-words.ts';
import { moveTo } from '../../src/web/calendar/move-booking.ts';
import { sayCounts, typeOfFile } from '../../src/web/import/import-words.ts';
import { draftOf, readOffsets, requestOf, sayOffsets } from '../../src/web/reminders/reminder-draft.ts';
import { countByDate, heatWeeks } from '../../src/web/stats/heat-weeks.ts';
import { countWeeks, missingDays, monthsOfWeeks, outlookOf, sinceFirst } from '../../src/web/streak/streak-words.ts';
import { spin } from './booking-samples.ts';

describe('the weeks of a streak', () => {
  const week = (startsOn: string, attendedDays: number, isPaused = false) => ({
    ...{ startsOn, week: 1, attendedDays, target: 3, isPaused },
  });
  const calendar = {
    days: [{ date: '2026-11-17', bookings: [spin({ status: 'attended' }), spin({ status: 'cancelled' })] }],
    weeks: [
      week('2026-11-02', 0),
      week('2026-11-09', 1),
      week('2026-11-16', 3),
      week('2026-11-23', 2),
      week('2026-11-30', 0),
    ],
  } as unknown as CalendarJson;
  const weeks = countWeeks([calendar, calendar], '2026-11-28');

  it('are met, open or missed, the latest first, each once', () => {
    expect(weeks.map(({ startsOn, outcome }) => `${startsOn} ${outcome}`)).toEqual([
      '2026-11-23 open',
      '2026-11-16 met',
      '2026-11-09 missed',
      '2026-11-02 missed',
    ]);
    expect(weeks[1]?.attended.map(({ status }) => status)).toEqual(['attended']);
    expect(missingDays(weeks)).toBe(1);
    expect(sinceFirst(weeks)).toHaveLength(3);
  });

  it('lie in these months', () => {
    expect(monthsOfWeeks('2027-01-05', 6)).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  it('say what they need', () => {
    const streak = { current: 3, longest: 3, deadline: '2026-11-29', lastOn: '2026-11-26', target: 3 } as const;
    const said = (state: 'none' | 'safe' | 'pending' | 'at_risk') =>
      outlookOf({ ...streak, state }, 'week', '2026-11-28', 1);
    expect(said('pending')).toBe('This week needs 1 more day by Sun 29 Nov.');
    expect(said('at_risk')).toContain('every day that is left counts');
    expect(said('safe')).toBe('It is safe; the next class is due by Sun 29 Nov.');
    expect(said('none')).toBe('It begins with a week of 3 attended days.');
  });
});

describe('the picture of a year', () => {
  it('has whole weeks, with the days of the year alone', () => {
    const weeks = heatWeeks(2026, '2026-12-31', countByDate(['2026-01-01', '2026-01-01']), 1);
    expect(weeks).toHaveLength(53);
    expect(weeks[0]).toEqual([
      null,
      null,
      null,
      ...['01', '02', '03', '04'].map((day) => expect.objectContaining({ date: `2026-01-${day}` })),
    ]);
    expect(weeks[0]?.[3]?.classes).toBe(2);
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(365);
  });
});

describe('reminders', () => {
  it('are typed as lengths of time', () => {
    expect(sayOffsets([2880, 1440, 90, 0])).toBe('2d, 24h, 1h30min, 0min');
    expect(readOffsets('24h, 1h30min; 45 min')).toEqual([1440, 90, 45]);
    expect(readOffsets(' ')).toEqual([]);
    expect(readOffsets('soon')).toBeNull();
  });

  it('are sent as the API takes them', () => {
    const draft = draftOf({
      ...{ enabled: true, reminder24h: true, reminder1h: false, offsets: [1440], cancelByOffsets: [] },
      ...{ emailReminders: false, pushReminders: true, webhookReminders: null, quietHours: '22:00-07:00', byType: {} },
    });
    const fields = { offsets: [1440], cancelByOffsets: [], quietHours: '22:00-07:00', pushReminders: true };
    expect(requestOf(draft)).toMatchObject({ body: fields });
    expect(requestOf({ ...draft, quietFrom: '', quietTo: '' })).toMatchObject({ body: { quietHours: null } });
    expect(requestOf({ ...draft, offsets: 'x' })).toEqual({ wrong: 'offsets' });
  });
});

describe('an import', () => {
  it('says what came of it', () => {
    const none = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };
    expect(sayCounts({ ...none, created: 2, unchanged: 5 })).toBe('2 new, 5 already there');
    expect(sayCounts(none)).toBe('no bookings in it');
  });

  it('tells what a file is by its name, for browsers know few types', () => {
    expect(typeOfFile({ name: 'My classes.ICS', type: '' })).toBe('text/calendar');
    expect(typeOfFile({ name: 'classes', type: 'text/csv' })).toBe('text/csv');
    expect(typeOfFile({ name: 'classes', type: '' })).toBe('application/octet-stream');
  });
});

describe('a shared calendar', () => {
  it('says what it shows', () => {
    const all = { type: null, location: null, source: null, status: null, instructor: null, exclude: null };
    const filter = { ...all, from: null, to: null, time: null, search: null };
    expect(sayFilter(filter)).toBe('everything');
    expect(sayFilter({ ...filter, type: ['yoga', 'spin'], from: 'today' })).toBe('type yoga, spin; from today');
    expect(filterOfShare({ type: 'yoga, spin,', location: ' ' })).toEqual({ type: ['yoga', 'spin'] });
  });
});

describe('a class that is dragged', () => {
  it('keeps its hour', () => {
    expect(moveTo(spin(), '2026-11-26')).toEqual({ startsAt: '2026-11-26T18:00' });
    expect(moveTo(spin(), spin().localDate)).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import type { CalendarView } from '../../src/calendar/calendar-view.ts';
import { planLanes } from '../../src/render/day-lanes.ts';
import { renderDay } from '../../src/render/day-timeline.ts';
import { shareColumns } from '../../src/render/grid-columns.ts';
import { renderMonth } from '../../src/render/month-grid.ts';
import { renderWeek } from '../../src/render/week-grid.ts';
import { bookingAt, COLOUR_PAINT, instantOf, november, styleOf, viewOf } from './samples.ts';

const DATE = '2026-11-24';
const month = (bookings: readonly Booking[], width = 80): string =>
  renderMonth(viewOf('month', DATE, bookings), styleOf(width));
const hours = (...starts: number[]): Booking[] =>
  starts.map((hour) => bookingAt(`${DATE}T${String(hour).padStart(2, '0')}:00`, { className: `HIIT ${hour}` }));

describe('the month', () => {
  test('shows four classes of a day, and of more three and how many there are', () => {
    expect(month(hours(6, 10, 12, 14))).toContain('○14 HIIT 14');
    const crowded = month(hours(6, 10, 12, 14, 16));
    expect(crowded).toContain('○12 HIIT 12');
    expect(crowded).not.toContain('HIIT 14');
    expect(crowded).toContain('+2 more');
  });

  test('counts the cancelled ones first among those it does not show', () => {
    const [first, ...rest] = hours(6, 10, 12, 14, 16);
    const text = month(first ? [{ ...first, status: 'cancelled' }, ...rest] : []);
    expect(text).not.toContain('HIIT 6');
    expect(text).toContain('HIIT 14');
  });

  test('gives a week without classes one line', () => {
    const lines = month([bookingAt('2026-11-03T18:00')]).split('\n');
    expect(lines.filter((line) => /^W\d\d/.test(line))).toHaveLength(6);
    expect(
      lines.indexOf(lines.find((line) => line.startsWith('W47')) ?? '') -
        lines.indexOf(lines.find((line) => line.startsWith('W46')) ?? ''),
    ).toBe(1);
  });

  test('counts attended days against the target, and says where a week is paused', () => {
    const view = viewOf('month', DATE, november());
    const paused = {
      ...view,
      weeks: view.weeks.map((week) => ({ ...week, isPaused: week.week === 49 || week.week === 45 })),
    };
    const lines = renderMonth(paused, styleOf(80)).split('\n');
    expect(lines.filter((line) => /^(\d\/\d|‖)/.test(line)).map((line) => line.slice(0, 3).trim())).toEqual([
      '1/3',
      '‖ 3',
      '3/3',
      '2/3',
      '0/3',
      '‖',
    ]);
  });

  test.each([80, 40])('marks the paused days of a week that is partly paused at %i columns', (width) => {
    const paused = { ...viewOf('month', DATE, november()), pausedDates: new Set(['2026-11-05', '2026-11-06']) };
    const lines = renderMonth(paused, styleOf(width)).split('\n');
    const dates = lines.find((line) => line.startsWith('W45')) ?? '';
    expect(dates).toMatch(/ 4 .* 5 ?‖.* 6 ?‖.* 7 /);
    expect(dates.match(/‖/g)).toHaveLength(2);
    expect(lines).toContain('‖ 2 days paused');
    expect(month(november(), width)).not.toContain('paused');
  });

  test('begins its weeks where the person does', () => {
    const sunday = renderMonth(viewOf('month', DATE, [], 7), styleOf(80)).split('\n');
    expect(sunday[1]).toMatch(/^ {4}Sun +Mon/);
    expect(sunday[2]).toMatch(/^W45 1 ─/);
    const saturday = renderMonth(viewOf('month', DATE, [], 6), styleOf(80)).split('\n');
    expect(saturday[1]).toMatch(/^ {4}Sat +Sun/);
    expect(saturday[2]).toMatch(/^W45 ─+ 1 ─/);
  });

  test('marks today with brackets, or in reverse video where there is colour', () => {
    expect(month([])).toContain('[24]');
    const coloured = renderMonth(viewOf('month', DATE, []), styleOf(80, { paint: COLOUR_PAINT }));
    expect(coloured).toContain('\x1b[7m 24 \x1b[27m');
    expect(renderMonth(viewOf('month', '2026-12-01', []), styleOf(80))).not.toContain('[');
  });

  test('stars a time that is not the home zone’s, and says whose it is', () => {
    const text = month([bookingAt('2026-11-25T18:00', { zone: 'Asia/Seoul' })]);
    expect(text).toContain('○18* Spin 45');
    expect(text).toContain('* local time in Asia/Seoul');
  });

  test('at 40 columns shows symbols and lists the days; of too many, how many', () => {
    const lines = month(hours(6, 10, 12, 14, 16), 40).split('\n');
    expect(lines).toContain('0/3      ?5');
    expect(lines).toContain('[Tue 24] 06:00 ? HIIT 6, Velo');
    expect(lines).toContain('         10:00 ○ HIIT 10, Velo');
  });

  test('tells how to go on where there is nothing', () => {
    expect(month([])).toContain('No classes in November 2026.\nRecord a class: numina book');
    const filtered = renderMonth(viewOf('month', DATE, []), styleOf(80), { isFiltered: true });
    expect(filtered).toContain('No classes in November 2026 match these filters.');
  });
});

describe('the columns of a calendar', () => {
  test('are equal where that is enough', () => {
    expect(shareColumns([[5], [8], []], 30, 4)).toEqual([10, 10, 10]);
  });

  test('take from those who have nothing to say, tier by tier', () => {
    expect(shareColumns([[12], [], [8]], 30, 4)).toEqual([12, 9, 9]);
    expect(shareColumns([[12, 14], [], [8]], 30, 4)).toEqual([14, 8, 8]);
  });

  test('do not let one long title take what others need', () => {
    expect(shareColumns([[1000], [9], [9]], 30, 4)).toEqual([12, 9, 9]);
    expect(shareColumns([[1000], [], []], 30, 4)).toEqual([15, 8, 7]);
  });
});

describe('the week', () => {
  const week = (view: Partial<CalendarView> = {}): string =>
    renderWeek({ ...viewOf('week', DATE, november()), ...view }, styleOf(80));

  test('has a row per time and a column per day', () => {
    const lines = week().split('\n');
    const column = lines.find((line) => line.includes('Sat 28'))?.indexOf('Sat 28');
    expect(lines.find((line) => line.startsWith('10:00'))?.indexOf('○ Reformer')).toBe(column);
    expect(lines.find((line) => line.startsWith('11:30'))?.indexOf('~ Yin')).toBe(column);
  });

  test('shows the present between the times, in today’s column', () => {
    const lines = week()
      .split('\n')
      .filter((line) => /^\d\d:\d\d/.test(line));
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['07:30', '09:12', '10:00', '11:30', '18:00', '19:00']);
    expect(lines[1]).toContain('now');
    expect(renderWeek(viewOf('week', '2026-11-10', november()), styleOf(80))).not.toContain('now');
  });

  test('says how the week stands', () => {
    expect(renderWeek(viewOf('week', '2026-11-10', november()), styleOf(80))).toMatch(
      /^Week 46 · 9–15 Nov 2026 +3\/3 days\n/,
    );
    const [standing] = viewOf('week', DATE, []).weeks;
    expect(week({ weeks: standing ? [{ ...standing, isPaused: true }] : [] })).toMatch(/‖ paused\n/);
  });

  test('marks its paused days', () => {
    const text = week({ pausedDates: new Set(['2026-11-27', '2026-11-28']) });
    expect(text).toMatch(/Thu 26 ─.*Fri 27 ?‖.*Sat 28 ?‖.*Sun 29/);
    expect(text).toContain('‖ 2 days paused');
  });

  test.each([80, 40])('names the first class of the week after, where it is told, at %i columns', (width) => {
    const following = bookingAt('2026-11-30T18:00', { className: 'Spin 45', location: 'Velo' });
    const text = renderWeek(viewOf('week', DATE, november()), styleOf(width), { following });
    expect(text).toMatch(/\nNext week: Mon 30 Nov 18:00/);
    expect(renderWeek(viewOf('week', DATE, []), styleOf(80), { following })).toContain('Next week: Mon 30 Nov');
  });

  test('names free days in the narrow list', () => {
    expect(renderWeek(viewOf('week', DATE, november()), styleOf(40))).toContain(' Wed 25  free');
  });
});

describe('the day', () => {
  const dayAt = (now: string, bookings: readonly Booking[], width = 80): string[] =>
    renderDay(viewOf('day', DATE, bookings), styleOf(width, { now: new Date(instantOf(now)), nowLocal: now })).split(
      '\n',
    );
  const spin = bookingAt(`${DATE}T18:00`);

  test('says how long one is free before, between and after the present', () => {
    const early = bookingAt(`${DATE}T07:00`);
    expect(dayAt('2026-11-23T09:00:00', [early, spin])).toContain('          ┊ 10 h 15 min free');
    const lines = dayAt(`${DATE}T12:00:00`, [early, spin]);
    expect(lines.findIndex((line) => line.startsWith('▸  12:00'))).toBe(lines.indexOf('          ┊ 6 h free') - 1);
    expect(lines.join()).not.toContain('10 h 15 min free');
  });

  test('draws the present inside a class that is on, and after the last', () => {
    expect(dayAt(`${DATE}T18:20:00`, [spin])).toContain('▸  18:20  │ ╌╌ now ╌╌');
    const late = dayAt(`${DATE}T21:00:00`, [spin]);
    expect(late.indexOf('   18:45  └')).toBe(late.findIndex((line) => line.startsWith('▸  21:00')) - 1);
  });

  test('says nothing is free between classes that follow each other', () => {
    expect(dayAt('2026-11-23T09:00:00', [spin, bookingAt(`${DATE}T18:45`)]).join('\n')).not.toContain('free');
  });

  test('puts overlapping classes side by side, each below the other where it is narrow, and says so', () => {
    const both = [spin, bookingAt(`${DATE}T18:30`, { className: 'Yin' })];
    expect(dayAt('2026-11-23T09:00:00', both)).toContainEqual(expect.stringMatching(/18:30 {2}│ Velo .* ┌ ○ Yin/));
    for (const width of [80, 40])
      expect(dayAt('2026-11-23T09:00:00', both, width).join('\n')).toContain('! overlaps Spin 45');
  });

  test('a cancelled class is in nobody’s way', () => {
    const cancelled = bookingAt(`${DATE}T18:30`, { status: 'cancelled' });
    expect(planLanes([spin, cancelled]).flatMap(({ blocks }) => blocks.flatMap(({ overlaps }) => overlaps))).toEqual(
      [],
    );
    expect(planLanes([{ ...spin, status: 'cancelled' }, bookingAt(`${DATE}T18:30`)])[0]?.blocks[1]?.overlaps).toEqual(
      [],
    );
  });

  test('uses a lane again as soon as it is free', () => {
    const [cluster] = planLanes([
      spin,
      bookingAt(`${DATE}T18:30`, { durationMinutes: 90 }),
      bookingAt(`${DATE}T18:45`),
    ]);
    expect(cluster?.blocks.map(({ lane }) => lane)).toEqual([0, 1, 0]);
    expect(cluster?.laneCount).toBe(2);
  });
});

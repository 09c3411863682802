import { describe, expect, test } from 'vitest';
import { computeRatings } from '../../src/attendance/reviews/ratings.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { renderAgenda } from '../../src/render/agenda.ts';
import { renderBooking, renderRecorded } from '../../src/render/booking-card.ts';
import { renderBookingTable } from '../../src/render/booking-table.ts';
import { renderClasses } from '../../src/render/class-table.ts';
import { renderDay } from '../../src/render/day-timeline.ts';
import { renderMonth } from '../../src/render/month-grid.ts';
import type { Style } from '../../src/render/style.ts';
import { renderWeek } from '../../src/render/week-grid.ts';
import {
  busyDay,
  busyWeek,
  COLOUR_PAINT,
  catalogue,
  comingUp,
  foreignNovember,
  idLabelsOf,
  instantOf,
  november,
  oneBooking,
  reminders,
  styleOf,
  viewOf,
  wallTimeAt,
} from './samples.ts';

// Golden pictures: read them as a person would. `vitest -u` draws them anew; look at each before you commit it.

const RATED = [
  { classId: '1', instructor: 'Ana', location: 'Studio North', rating: 5 },
  { classId: '2', instructor: 'Ana', location: 'Velo', rating: 4 },
  { classId: '3', instructor: 'Max', location: 'Velo', rating: 3 },
];

const recorded: Booking = {
  ...oneBooking(),
  startsLocal: '2026-12-01T18:00:00',
  startsAt: instantOf('2026-12-01T18:00:00'),
  cancelBy: instantOf('2026-12-01T06:00:00'),
};

const screens: Record<string, (style: Style) => string> = {
  month: (style) => renderMonth(viewOf('month', '2026-11-24', november()), style),
  'month-foreign': (style) => renderMonth(viewOf('month', '2026-11-24', foreignNovember()), style),
  'month-empty': (style) => renderMonth(viewOf('month', '2026-11-24', []), style),
  week: (style) => renderWeek(viewOf('week', '2026-11-24', busyWeek()), style),
  day: (style) => renderDay(viewOf('day', '2026-11-24', busyDay()), style),
  agenda: (style) => {
    const bookings = comingUp();
    const idLabels = idLabelsOf(bookings);
    return renderAgenda(bookings, { idLabels, wallTimeAt, unmarkedCount: 1, days: 14 }, style);
  },
  list: (style) => {
    const bookings = november();
    return renderBookingTable(bookings, { idLabels: idLabelsOf(bookings) }, style);
  },
  show: (style) => {
    const booking = oneBooking();
    const idLabels = idLabelsOf([booking]);
    const record = { attended: 31, total: 33 };
    return renderBooking(booking, { idLabels, wallTimeAt, record, rating: 4, reminders: reminders() }, style);
  },
  recorded: (style) =>
    renderRecorded(
      [recorded],
      {
        verb: 'Recorded',
        idLabels: idLabelsOf([recorded]),
        wallTimeAt,
        isNew: true,
        namesZone: true,
        remarks: ['Usual time and place.'],
      },
      style,
    ),
  classes: (style) => renderClasses(catalogue(), computeRatings(RATED), style),
};

describe.each(Object.entries(screens))('%s', (name, render) => {
  test.each([40, 80, 160])('at %d columns', async (width) => {
    await expect(`${render(styleOf(width))}\n`).toMatchFileSnapshot(`../golden/${name}-${width}.txt`);
  });

  test('in ASCII, with a 12-hour clock', async () => {
    const text = render(styleOf(80, { unicode: false, clock: '12' }));
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/${name}-ascii.txt`);
  });

  test('in colour', async () => {
    const text = render(styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/${name}-colour.txt`);
  });
});

test('a screen in ASCII holds nothing else', () => {
  for (const [name, render] of Object.entries(screens)) {
    if (name === 'month-foreign') continue;
    expect(render(styleOf(80, { unicode: false })), name).toMatch(/^[\x20-\x7e\n]*$/);
  }
});

test('colour changes no character of the text, except the brackets of today', () => {
  for (const [name, render] of Object.entries(screens)) {
    const bare = render(styleOf(80, { paint: COLOUR_PAINT })).replace(/\x1b\[\d+m/g, '');
    expect(
      bare.split('\n').map((line) => line.trimEnd()),
      name,
    ).toEqual(
      render(styleOf(80))
        .replace(/\[(\d+|Tue 24)\]/g, ' $1 ')
        .split('\n'),
    );
  }
});

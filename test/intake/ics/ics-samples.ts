import { type CalendarReading, readCalendar } from '../../../src/intake/ics/ics-import.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';

/** How the tests read: from New York, two years around November 2026. */
export const READING: CalendarReading = {
  homeZone: 'America/New_York',
  since: '2025-11-24',
  horizon: '2027-11-24',
};

/** A zone two hours east of UTC in winter and four in summer, which no database knows. */
export const ODD_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Odd',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0400',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0400',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

/** A calendar of components, each given by its lines. */
export function calendar(...components: readonly (readonly string[])[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...components.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

/** An event that has all it needs, with further lines. */
export function event(...lines: readonly string[]): string[] {
  const has = (name: string) => lines.some((line) => line.toUpperCase().startsWith(name));
  return [
    'BEGIN:VEVENT',
    ...(has('UID') ? [] : ['UID:a@studio.example']),
    ...(has('DTSTART') ? [] : ['DTSTART:20261124T230000Z']),
    ...(has('SUMMARY') ? [] : ['SUMMARY:Vinyasa Flow']),
    ...(has('DTEND') || has('DURATION') ? [] : ['DURATION:PT1H']),
    ...lines,
    'END:VEVENT',
  ];
}

/** What comes of one event. */
export function readEvents(events: readonly (readonly string[])[], options: Partial<CalendarReading> = {}) {
  return readCalendar(calendar(...events), { ...READING, ...options });
}

/** The wall times that one event stands for. */
export function startsOf(lines: readonly string[], options: Partial<CalendarReading> = {}): string[] {
  return readEvents([event(...lines)], options).bookings.map(({ startsLocal }) => startsLocal);
}

/** Why one event is not taken. */
export function reasonFor(lines: readonly string[], options: Partial<CalendarReading> = {}): string | undefined {
  const { bookings, skipped } = readEvents([event(...lines)], options);
  const [first] = skipped;
  return bookings.length === 0 && first ? wordForTerminal(first.reason) : undefined;
}

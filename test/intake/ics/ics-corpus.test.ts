import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/errors.ts';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';
import type { ReadResult } from '../../../src/intake/incoming.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { onThisMachine } from '../../support/patience.ts';

// Calendars that nobody here wrote: whole ones of well-known programs, the examples of the RFCs, and files that
// have broken some parser. They are not part of the repository: NUMINA_ICS_CORPUS says where they are.
const CORPUS = process.env['NUMINA_ICS_CORPUS'] ?? join(import.meta.dirname, '../../../../shared/fixtures/ics-foreign');
const READING = { homeZone: 'Europe/Berlin', since: '1990-01-01', horizon: '2027-01-01' };

interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const files: readonly CorpusFile[] = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ics'))
      .sort()
      .map((name) => ({ name: name.replaceAll('\\', '/'), bytes: readFileSync(join(CORPUS, name)) }))
  : [];

const results = new Map<string, ReadResult | FailureError>();

function read({ name, bytes }: CorpusFile): ReadResult | FailureError {
  const known = results.get(name);
  if (known) return known;
  let result: ReadResult | FailureError;
  try {
    result = readCalendar(bytes, READING);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    result = error;
  }
  results.set(name, result);
  return result;
}

/** What a file says of its classes: instants and titles. */
function classesOf(name: string): string[] {
  const file = files.find((each) => each.name === name);
  const result = file && read(file);
  if (!result || result instanceof FailureError) throw new Error(`${name} is not read`);
  return result.bookings.map(({ startsAt, className }) => `${startsAt.slice(0, 16)} ${className}`);
}

describe.skipIf(files.length === 0)('the foreign calendars (needs the corpus beside the project)', () => {
  it.each(files)('$name is read in time, every event taken or skipped with a reason', (file) => {
    const begin = performance.now();
    const result = read(file);
    expect(performance.now() - begin).toBeLessThan(onThisMachine(2000));
    if (result instanceof FailureError) return;
    const events =
      Buffer.from(file.bytes)
        .toString('latin1')
        .match(/^BEGIN:VEVENT/gim)?.length ?? 0;
    const lines = [...result.bookings, ...result.skipped].map(({ line }) => line);
    expect(new Set(lines).size).toBe(events);
    for (const { reason } of result.skipped) expect(wordForTerminal(reason)).toMatch(/^(?:It|The) .*[.]$/);
    for (const booking of result.bookings) {
      expect(new Date(booking.startsAt).toISOString()).toBe(booking.startsAt);
      expect(booking.className).not.toBe('');
      expect(booking.durationMinutes).toBeGreaterThan(0);
    }
  });

  it('come in by these numbers', () => {
    const summary = { files: files.length, notCalendars: 0, events: 0, taken: 0, classes: 0 };
    const skipped: Record<string, number> = {};
    for (const file of files) {
      const result = read(file);
      if (result instanceof FailureError) {
        summary.notCalendars += 1;
        continue;
      }
      const taken = new Set(result.bookings.map(({ line }) => line)).size;
      summary.events += taken + result.skipped.length;
      summary.taken += taken;
      summary.classes += result.bookings.length;
      for (const { reason } of result.skipped) {
        const kind = wordForTerminal(reason)
          .replace(/“.*”/, '“…”')
          .replace(/\d{4}-\d\d-\d\d/g, '…');
        skipped[kind] = (skipped[kind] ?? 0) + 1;
      }
    }
    expect({ ...summary, skipped }).toMatchInlineSnapshot(`
      {
        "classes": 3572,
        "events": 219,
        "files": 198,
        "notCalendars": 5,
        "skipped": {
          "It has no start (DTSTART).": 80,
          "It is all day, without a time; --all-day HH:MM takes it.": 17,
          "The start is not a date or time that exists: “…”.": 3,
        },
        "taken": 119,
      }
    `);
  });

  // Looked up by hand, and where they can read the file, in vobject and khal too.
  it.each([
    ['calendars/america_new_york.ics', ['2014-08-29T12:00 an event with a custom tz name']],
    ['calendars/issue_218_bad_tzid.ics', ['2017-02-28T12:00 TESTIN']],
    ['calendars/issue_237_fail_to_parse_timezone_with_non_ascii_tzid.ics', ['2017-05-11T16:30 Untitled class']],
    ['calendars/issue_836_do_not_quote_tzid.ics', ['2024-10-28T21:00 Anonymous Test Event for TZID']],
    ['calendars/timezone_same_start.ics', ['2017-02-24T20:00 Test 4']],
    ['calendars/timezone_same_start_and_offset.ics', ['2017-02-24T03:00 this is an event']],
    ['calendars/timezone_rdate.ics', ['2012-02-13T09:00 Untitled class']],
    ['calendars/pacific_fiji.ics', ['2014-08-28T20:00 an event with a custom tz name']],
    ['calendars/alarm_google_future.ics', ['2024-10-04T18:15 event with alarms']],
    [
      'calendars/issue_313_globally_unique_tzid.ics',
      [
        '2020-04-26T12:00 libical / Evolution globally unique TZID',
        '2020-04-26T18:00 Mozilla Lightning globally unique TZID',
        '2020-04-26T17:00 vendor prefix in front of a multi-part Olson name',
      ],
    ],
    [
      'calendars/issue_722_timezone_transition_ambiguity.ics',
      [
        '2024-03-02T20:00 This event is clearly in winter',
        '2024-08-02T22:00 This event is clearly in summer',
        '2024-05-04T22:00 Transition is from 8am -> 6am, so 8:00:01 is summer',
        '2024-05-04T19:00 Transition is from 8am -> 6am, so 7:00:01 is winter RFC5545 does not allow us to be at the later TZ.',
      ],
    ],
    [
      'calendars/rfc_7265_appendix_example_2_ical.ics',
      ['02T17:00', '02T20:00', '03T17:00', '04T19:00', '05T17:00', '06T17:00'].map((at) => `2006-01-${at} Event #2`),
    ],
    [
      'calendars/period_with_timezone.ics',
      [
        '2023-09-20T19:00',
        '2023-10-18T19:00',
        '2023-11-15T20:00',
        '2023-12-13T20:00',
        '2024-01-17T20:00',
        '2024-02-21T20:00',
        '2024-03-20T19:00',
        '2024-04-17T19:00',
        '2024-05-15T19:00',
      ].map((at) => `${at} Test RDATE`),
    ],
    [
      'docs/tutorials/example.ics',
      ['2026-03-21T06:30 Pick up bicycle from the workshop.', '2026-03-28T07:00 Morning ride with the team.'],
    ],
    // The good events of broken files.
    ['calendars/issue_104_broken_calendar.ics', ['2014-04-01T00:00 Broken Eevnt']],
    ['calendars/broken_ical.ics', ['2014-04-09T07:30 An Event with too many semicolons']],
    ['calendars/issue_348_exception_parsing_value.ics', ['2019-06-24T06:30 Sixt : détails de votre réservation']],
    ['events/issue_464_invalid_rdate.ics', ['1996-12-30T02:00 RDATE period', '1997-01-01T18:00 RDATE period']],
  ])('%s holds its classes at the right instants', (name, classes) => {
    expect(classesOf(name)).toEqual(classes);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { type Home, useHomes } from '../support/home.ts';
import { patient } from '../support/patience.ts';

// What came in from calendars that other programs wrote goes out again in a file that still others read.

const homes = useHomes();
const CORPUS =
  process.env['NUMINA_ICS_CORPUS'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures', 'ics-foreign');
const PYTHON = '/usr/bin/python3';
const HAS_VOBJECT = spawnSync(PYTHON, ['-c', 'import vobject']).status === 0;
const HAS_KHAL = spawnSync('khal', ['--version']).status === 0;
const HAS_CALCURSE = spawnSync('calcurse', ['--version']).status === 0;

/** Recurring, in zones with strange names or of their own, with alarms, with letters of many kinds. */
const FILES = [
  ...['x_location', 'issue_466_convert_tzid_with_slash', 'issue_313_globally_unique_tzid', 'multiple_timezones'],
  ...['issue_722_timezone_transition_ambiguity', 'issue_237_fail_to_parse_timezone_with_non_ascii_tzid'],
  ...['created_calendar_with_unicode_fields', 'issue_127_categories_with_commas', 'alarm_google_future', 'timezoned'],
].map((name) => join('calendars', `${name}.ics`));

const READ_WITH_VOBJECT = `
import datetime, sys, vobject
calendar = vobject.readOne(open(sys.argv[1], encoding='utf-8', newline='').read())
calendar.validate(raiseException=True)
for event in calendar.vevent_list:
    print(event.dtstart.value.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M'), event.summary.value)
`;

describe
  .skipIf(!existsSync(CORPUS))
  .concurrent('foreign events that came in and go out (needs the corpus beside the project)', () => {
    let home: Home;
    let bookings: readonly BookingJson[];

    beforeAll(async () => {
      home = homes.empty();
      for (const file of FILES) {
        expect(await home.run(['import', join(CORPUS, file)]), file).toMatchObject({ exitCode: 0 });
      }
      bookings = await home.bookings();
      expect(bookings.length).toBeGreaterThan(500);
      expect(await home.run('export -o out.ics')).toMatchObject({ exitCode: 0 });
    }, patient(30_000));

    /** Settings of khal in a zone, for the one folder that it keeps; the name of the file. */
    function configureKhal(zone: string): string {
      const name = `khal-${zone.replace('/', '-')}`;
      const formats = ['dateformat', 'longdateformat'].map((key) => `${key} = %Y-%m-%d`);
      const config = [
        ...['[calendars]', '[[classes]]', `path = ${home.path('khal')}`, 'type = calendar'],
        ...['[locale]', `local_timezone = ${zone}`, `default_timezone = ${zone}`, 'timeformat = %H:%M', ...formats],
        ...['longdatetimeformat = %Y-%m-%dT%H:%M', '[sqlite]', `path = ${home.path(`${name}.db`)}`, ''],
      ];
      writeFileSync(home.path(`${name}.conf`), config.join('\n'));
      return `${name}.conf`;
    }

    /** It takes long: once for all zones. */
    let importing: Promise<void> | undefined;
    async function importIntoKhal(): Promise<void> {
      mkdirSync(home.path('khal'));
      rowsOf(await home.sh(`khal -c ${configureKhal('UTC')} import --batch -a classes out.ics`));
    }

    /** Start and title of each class as a program in a zone is to show it. */
    const expected = (zone: string) =>
      bookings.map(({ startsAt, class: { name } }) => `${wallTimeIn(startsAt, zone)} ${name}`).sort();

    test.skipIf(!HAS_VOBJECT)('are the same to vobject (needs it)', async () => {
      writeFileSync(home.path('read.py'), READ_WITH_VOBJECT);
      expect(rowsOf(await home.sh(`${PYTHON} read.py out.ics`))).toEqual(expected('UTC'));
    });

    describe.concurrent.each(['UTC', 'America/New_York', 'Pacific/Chatham'])('with TZ=%s', (zone) => {
      const name = zone.replace('/', '-');
      const env = { TZ: zone };

      test.skipIf(!HAS_CALCURSE)('are the same to calcurse (needs it)', async () => {
        mkdirSync(home.path(`calcurse-${name}`));
        const folders = `-D calcurse-${name} -C calcurse-${name}`;
        const query = `-G --filter-type apt --format-apt '%(start:%Y-%m-%dT%H:%M) %m\\n'`;
        const outcome = await home.sh(`calcurse -q ${folders} -i out.ics && calcurse ${folders} ${query}`, { env });
        expect(rowsOf(outcome)).toEqual(expected(zone));
      });

      test.skipIf(!HAS_KHAL)('are the same to khal (needs it)', async () => {
        importing ??= importIntoKhal();
        await importing;
        const list = `khal -c ${configureKhal(zone)} list --once --day-format '' --format '{start-long} {title}'`;
        const first = bookings[0]?.localDate.slice(0, 4);
        expect(rowsOf(await home.sh(`${list} ${first}-01-01 2028-01-01`, { env }))).toEqual(expected(zone));
      });
    });
  });

function rowsOf({ stdout, stderr, exitCode }: { stdout: string; stderr: string; exitCode: number | undefined }) {
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout
    .split('\n')
    .filter((row) => row !== '')
    .sort();
}

/** `2026-11-24T18:00` in a zone. */
function wallTimeIn(instant: string, zone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T');
}

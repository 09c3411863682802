import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { endsAt } from '../../src/bookings/booking.ts';
import { wallTimeAt } from '../../src/time/zones.ts';
import { HAS_RADICALE, useCaldavServer } from '../support/caldav-server.ts';
import { patient } from '../support/patience.ts';
import {
  bookingsOf,
  expectSameRows,
  exportOf,
  rowsOf,
  SAMPLES,
  type Sample,
  useSamples,
  ZONES,
} from './ics-samples.ts';

// Programs that nobody here wrote read the file. A machine that lacks one skips its part, by name.

const run = promisify(execFile);
const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const PYTHON = ['python3', '/usr/bin/python3'].find((python) => works(python, '-c', 'import vobject'));
const HAS_CALCURSE = works('calcurse', '--version');

const READ_WITH_ICAL_JS = `
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
ICAL.design.strict = true;
const at = (time) => time.toJSDate().toISOString();
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[1], 'utf8')));
for (const each of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(each);
  console.log([event.uid, at(event.startDate), at(event.endDate), event.summary].join('\\t'));
}
`;

const READ_WITH_VOBJECT = `
import datetime, sys, vobject
def at(value):
    return value.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')
for calendar in vobject.readComponents(open(sys.argv[1], encoding='utf-8', newline='')):
    calendar.validate(raiseException=True)
    for event in calendar.vevent_list:
        print(event.uid.value, at(event.dtstart.value), at(event.dtend.value), event.summary.value, sep='\\t')
`;

const samples = useSamples();

/** What a reader of instants is to say of each event. */
function instantsOf(sample: Sample): readonly string[] {
  return bookingsOf(sample).map((each) => {
    return `${each.id}@numina\t${each.startsAt}\t${endsAt(each).toISOString()}\t${each.className}`;
  });
}

describe.each(ZONES)('with TZ=%s', (zone) => {
  const env = { ...process.env, TZ: zone };
  const readBy = async (command: string, ...args: readonly string[]) =>
    (await run(command, args, { env, maxBuffer: 1e8 })).stdout;
  const readByIcalJs = (file: string) => readBy(process.execPath, '--input-type=module', '-e', READ_WITH_ICAL_JS, file);

  describe.each(SAMPLES)('$count events in $times times', (sample) => {
    it('are the same to ical.js', async () => {
      expectSameRows(rowsOf(await readByIcalJs(samples.file(sample))), instantsOf(sample));
    });

    it.skipIf(!PYTHON)('are valid and the same to vobject (needs it)', async () => {
      const text = await readBy(PYTHON ?? '', '-c', READ_WITH_VOBJECT, samples.file(sample));
      expectSameRows(rowsOf(text), instantsOf(sample));
    });

    it.skipIf(!HAS_CALCURSE)('are the same to calcurse (needs it)', async () => {
      const data = samples.path(`calcurse-${sample.times}-${zone.replace('/', '-')}`);
      mkdirSync(data);
      await readBy('calcurse', '-q', '-D', data, '-C', data, '-i', samples.file(sample));
      // It stores wall times of its own zone: in the hour that happens twice, an instant would be too much to ask.
      const format = '%(start:%Y-%m-%dT%H:%M)\t%(end:%Y-%m-%dT%H:%M)\t%m\n';
      const query = ['-D', data, '-C', data, '-G', '--filter-type', 'apt', '--format-apt', format];
      const wall = (at: string | Date) => wallTimeAt(new Date(at), zone).slice(0, 16);
      const expected = bookingsOf(sample).map((each) => {
        return `${wall(each.startsAt)}\t${wall(endsAt(each))}\t${each.className}`;
      });
      expectSameRows(rowsOf(await readBy('calcurse', ...query)), expected);
    });
  });

  describe.skipIf(!HAS_RADICALE)('Radicale (needs it)', () => {
    const server = useCaldavServer(env);
    // No local times: it writes the rules of a zone in words of its own, in which +05:45 becomes +05:00.
    const sample: Sample = { times: 'UTC', count: 150 };

    it('takes 150 events and gives the same back', { timeout: patient(30_000) }, async () => {
      await server.ask('PROPFIND', '/ana/');
      const headers = { 'content-type': 'text/calendar' };
      expect((await server.ask('PUT', '/ana/classes', await exportOf(sample), headers)).status).toBe(201);
      const given = samples.path(`radicale-${zone.replace('/', '-')}.ics`);
      writeFileSync(given, await (await server.ask('GET', '/ana/classes/')).text());
      expectSameRows(rowsOf(await readByIcalJs(given)), instantsOf(sample));
    });
  });
});

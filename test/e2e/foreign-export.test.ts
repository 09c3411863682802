import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useHomes } from './program.ts';

const homes = useHomes();
const CORPUS =
  process.env['NUMINA_ICS_CORPUS'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures', 'ics-foreign');
const PYTHON = '/usr/bin/python3';
const hasVobject = spawnSync(PYTHON, ['-c', 'import vobject']).status === 0;
const COUNT =
  'import sys,vobject\nc=vobject.readOne(open(sys.argv[1],newline="").read())\nc.validate(raiseException=True)\nprint(len(c.vevent_list))';

test.skipIf(!existsSync(CORPUS) || !hasVobject)('vobject reads as many foreign events as came in', async () => {
  const home = homes.empty();
  for (const name of ['alarm_google_future', 'timezoned', 'example']) {
    expect(await home.run(['import', join(CORPUS, 'calendars', `${name}.ics`)])).toMatchObject({ exitCode: 0 });
  }
  const { length } = await home.bookings();
  expect(length).toBeGreaterThan(1);
  await home.run('export -o out.ics');
  expect(Number(spawnSync(PYTHON, ['-c', COUNT, home.path('out.ics')]).stdout)).toBe(length);
});

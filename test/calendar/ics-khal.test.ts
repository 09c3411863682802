import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, it } from 'vitest';
import { wallTimeAt } from '../../src/time/zones.ts';
import { patient } from '../support/patience.ts';
import { bookingsOf, expectSameRows, SAMPLES, type Sample, useSamples, ZONES } from './ics-samples.ts';

// khal imports the file into a folder of its own, and lists that folder in every zone.

const run = promisify(execFile);
const HAS_KHAL = spawnSync('khal', ['--version']).status === 0;
const samples = useSamples();
const imports = new Map<Sample, Promise<string>>();

/** The folder that khal made of a sample. */
function folderOf(sample: Sample): Promise<string> {
  const folder = imports.get(sample) ?? importSample(sample);
  imports.set(sample, folder);
  return folder;
}

async function importSample(sample: Sample): Promise<string> {
  const folder = samples.path(`khal-${sample.times}`);
  mkdirSync(folder);
  const config = writeConfig(folder, 'UTC', `import-${sample.times}`);
  await run('khal', ['-c', config, 'import', '--batch', '-a', 'classes', samples.file(sample)]);
  return folder;
}

/** Settings and a cache of their own for a folder; the path of the settings. */
function writeConfig(folder: string, zone: string, name: string): string {
  const config = samples.path(`${name}.conf`);
  const lines = [
    ...['[calendars]', '[[classes]]', `path = ${folder}`, 'type = calendar'],
    ...['[locale]', `local_timezone = ${zone}`, `default_timezone = ${zone}`, 'timeformat = %H:%M'],
    ...['dateformat', 'longdateformat'].map((key) => `${key} = %Y-%m-%d`),
    ...['datetimeformat', 'longdatetimeformat'].map((key) => `${key} = %Y-%m-%dT%H:%M`),
    ...['[default]', 'default_calendar = classes', '[sqlite]', `path = ${samples.path(`${name}.db`)}`, ''],
  ];
  writeFileSync(config, lines.join('\n'));
  return config;
}

/** khal's parser takes a backslash of the title itself for that of an escape, and knows an encoding of its own. */
function asKhalReads(title: string): string {
  return title
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%3B', ';')
    .replaceAll('%5C', '\\')
    .replaceAll('\\N', '\n')
    .replaceAll('\\n', '\n')
    .replaceAll('\\,', ',')
    .replaceAll('\\;', ';')
    .replaceAll('\\\\', '\\');
}

describe.skipIf(!HAS_KHAL).each(SAMPLES)('$count events in $times times (needs khal)', (sample) => {
  it.each(ZONES)('are the same to khal with TZ=%s', { timeout: patient(30_000) }, async (zone) => {
    const config = writeConfig(await folderOf(sample), zone, `${sample.times}-${zone.replace('/', '-')}`);
    const format = '\x1e{uid}\t{start-long}\t{title}';
    const list = ['-c', config, 'list', '--once', '--day-format', '', '--format', format, '2025-12-30', '370d'];
    const { stdout } = await run('khal', list, { env: { ...process.env, TZ: zone }, maxBuffer: 1e8 });
    const found = stdout.split('\x1e').map((row) => row.replace(/\n$/, ''));
    const expected = bookingsOf(sample).map(({ id, startsAt, className }) => {
      return `${id}@numina\t${wallTimeAt(new Date(startsAt), zone).slice(0, 16)}\t${asKhalReads(className)}`;
    });
    expectSameRows(found.slice(1), expected);
  });
});

// Mails from a Maildir beside as many events from as many .ics files: node bench/mails.js [MAILS] [RUNS]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [MAILS, RUNS] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 5)];
const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'numina-mails-'));
const env = {
  ...{ PATH: process.env.PATH, HOME: folder, NUMINA_NOW: '2026-11-22T12:00:00Z', NUMINA_ZONE: 'America/New_York' },
  ...{ XDG_CACHE_HOME: join(ROOT, 'node_modules', '.cache', 'numina-e2e'), XDG_CONFIG_HOME: join(folder, 'config') },
};
/** Prints the largest memory of the process, in kB, and its time on the processor, in µs, when it ends. */
const meter = join(folder, 'meter.cjs');
writeFileSync(
  meter,
  `process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write('\\nUSED ' + maxRSS + ' ' + (userCPUTime + systemCPUTime) + '\\n');
  });`,
);

const two = (number) => String(number).padStart(2, '0');
const calendars = [];
for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(folder, 'mail', name), { recursive: true });
mkdirSync(join(folder, 'ics'));
for (let index = 0; index < MAILS; index += 1) {
  const at = new Date(Date.UTC(2026, 11, 1, 6 + (index % 12)) + Math.floor(index / 12) * 86_400_000);
  const day = at.toLocaleDateString('en-US', { dateStyle: 'full', timeZone: 'UTC' });
  const hour = at.getUTCHours();
  const time = `${hour % 12 || 12}:00 ${hour < 12 ? 'AM' : 'PM'}`;
  const body = `<html><body><h1>Candlelight Yin</h1><p>${day}, ${time}</p><p>Stillwater Studio</p><p>12 Sample Street</p><a href="https://classpass.com/reservations/${51_000_000 + index}">View booking</a>${'<p>Arrive ten minutes early and bring water.</p>'.repeat(20)}</body></html>`;
  const mail = [
    ...['Authentication-Results: mx.example.com; dkim=pass header.d=classpass.com'],
    ...['From: ClassPass <noreply@classpass.com>', 'To: alex@example.org'],
    ...["Subject: You're booked for Candlelight Yin at Stillwater Studio!"],
    ...[`Date: ${new Date(Date.UTC(2026, 10, 20) + index * 1000).toUTCString()}`, 'MIME-Version: 1.0'],
    ...['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
    ...[Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n'), ''],
  ].join('\r\n');
  writeFileSync(join(folder, 'mail', 'new', `${index}.m`), mail);
  const start = `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}T${two(hour)}0000`;
  const event = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', `UID:${index}@studio.example`, `DTSTART:${start}`];
  const rest = [
    'DURATION:PT1H',
    'SUMMARY:Candlelight Yin',
    'LOCATION:Stillwater Studio',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  calendars.push(join(folder, 'ics', `${index}.ics`));
  writeFileSync(calendars[index], [...event, ...rest].join('\r\n'));
}

function run(words, database) {
  const began = performance.now();
  const command = ['-r', meter, join(ROOT, 'bin/numina.js'), '--db', database, ...words];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { env, cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [, rss = 0, cpu = 0] = /USED (\d+) (\d+)/.exec(stderr) ?? [];
  return { seconds: (performance.now() - began) / 1000, cpu: cpu / 1e6, rss: rss / 1024, stdout };
}

const add = [
  'sync',
  'add',
  'post',
  `maildir:${join(folder, 'mail')}`,
  '--auth-server',
  'mx.example.com',
  '--since',
  '36500d',
];
const results = { ics: [], sync: [], import: [] };
try {
  for (let index = 0; index < RUNS; index += 1) {
    const database = (name) => join(folder, `${name}-${index}.db`);
    results.ics.push(run(['import', ...calendars, '--json'], database('ics')));
    run(add, database('sync'));
    results.sync.push(run(['sync', '--json'], database('sync')));
    results.import.push(run(['import', 'mail', '--json'], database('import')));
  }
  for (const [name, runs] of Object.entries(results)) {
    const seconds = runs.map((each) => each.seconds).sort((a, b) => a - b);
    const { created } = JSON.parse(runs[0].stdout);
    const most = Math.max(...runs.map(({ rss }) => rss)).toFixed(0);
    const least = Math.min(...runs.map(({ cpu }) => cpu)).toFixed(2);
    console.log(
      `${name.padEnd(7)} ${created} new  ${seconds.map((each) => each.toFixed(2)).join(' ')} s  median ${seconds[seconds.length >> 1].toFixed(2)} s  ${least} s of the processor at least  ${most} MB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

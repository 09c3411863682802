import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { buildJsonSchema } from '../../src/contract/schemas/build-json-schema.ts';
import { COMMAND_SCHEMAS } from '../../src/contract/schemas/command-schemas.ts';
import { error } from '../../src/contract/schemas/error-schema.ts';
import { type ErrorKind, EXIT_CODES } from '../../src/errors.ts';
import { mailOf } from '../intake/mail/mail-samples.ts';
import { cancellation, confirmation } from '../intake/mail-trust/waiting-samples.ts';
import { type Home, useHomes } from '../support/home.ts';
import { letWaitIn } from '../support/waiting-mails.ts';
import { useWebServer } from '../support/web-server.ts';
import { FAILURES, ROWS } from './command-rows.ts';

// Whatever a command prints with --json is what its schema says, of much data and of none.

const homes = useHomes();
const urlOf = useWebServer((request, response) => {
  if (request.url === '/lost.ics') response.statusCode = 404;
  response.end(request.method === 'GET' ? feedOf('Yoga', 'studio') : '');
});

/** What a person's desktop has: notifications, a service manager; and an editor that is content. */
const DESKTOP = join(import.meta.dirname, '..', 'support', 'bin', 'desktop');

function feedOf(title: string, uid: string): string {
  const event = (day: string) =>
    `BEGIN:VEVENT\nUID:${uid}-${day}@studio.example\nDTSTAMP:20261101T000000Z\nDTSTART:202611${day}T170000Z\n` +
    `DTEND:202611${day}T180000Z\nSUMMARY:${title}\nEND:VEVENT\n`;
  return `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n${event('05')}${event('27')}END:VCALENDAR\n`.replaceAll('\n', '\r\n');
}

function wordsOf(line: string): readonly string[] {
  const words = line.replace('URL', urlOf('')).match(/"[^"]*"|\S+/g) ?? [];
  return words.map((word) => word.replaceAll('"', ''));
}

/** The first of the mails that wait. */
const WAITING = '00000001-0000-4000-8000-000000000000';

/** A season with more of everything: series, fees, currencies, reviews, feeds, reminders that went out, steps undone. */
async function enrich(home: Home): Promise<void> {
  const lines = [
    'config set webhook.url URL/',
    'config set weekly_target.yoga 1',
    'book Dance --at 2026-11-20T18:00 --attended --price 18.5 --currency USD --location "Studio North"',
    'book Pilates --at 2026-11-25T12:00 --repeat weekly --count 3 --price 20 --currency EUR --cancel-by 2h',
    'book Late --at 2026-11-24T12:00 --price 7 --currency EUR --late-fee 7 --cancel-by 12h',
    'cancel late --fee 7',
    'review vinyasa --rating 4 --text calm',
    'reminders set --via desktop,webhook --before 24h,1h',
    'reminders set --type yoga --before 2h --quiet-hours 22:00-07:00',
    'sync add studio URL/studio.ics --type yoga',
    'sync',
    'sync add lost URL/lost.ics',
    'backup backup.db',
    'account add ben --email ben@example.com',
    'account token add --label old',
    'share add family',
    'book Gone --at 2026-11-24T10:00',
  ];
  for (const line of lines) await succeed(home, line);
  await succeed(home, 'daemon --once', { NUMINA_NOW: '2026-11-24T09:01:00-05:00' });
  for (const line of ['delete gone --yes', 'book Undone --at 2026-12-20T10:00', 'undo']) await succeed(home, line);
}

async function succeed(home: Home, line: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const outcome = await home.run(wordsOf(line), { env: { ...ENV, ...env } });
  expect(outcome.exitCode, `${line}: ${outcome.stderr}`).toBe(0);
}

const ENV = { PATH: [DESKTOP, process.env['PATH']].join(delimiter), EDITOR: 'true' };

let rich: Home;
beforeAll(async () => {
  rich = homes.season();
  await enrich(rich);
  writeFileSync(rich.path('classes.ics'), feedOf('Tai Chi', 'park'));
  writeFileSync(rich.path('classes.csv'), 'class,starts_at\nTango,2026-11-28 18:00\nTango,never\n');
  writeFileSync(rich.path('empty.csv'), 'class,starts_at\nTango,never\n');
  writeFileSync(rich.path('booked.eml'), mailOf(confirmation()));
  writeFileSync(rich.path('empty.eml'), mailOf({ ...confirmation(), body: '<p>See you!</p>' }));
  await letWaitIn(rich, confirmation(), cancellation('Dance'), confirmation('Yin'));
  await succeed(rich, 'export -o record.json --format json');
});

/** The documents that a line prints; of one that is to fail also its error, checked. */
async function documentsOf(home: Home, line: string): Promise<{ documents: unknown[]; failure: unknown }> {
  const words = wordsOf(line.replace(/^!/, ''));
  const env = { ...ENV, TMPDIR: home.path() };
  const { stdout, stderr, exitCode } = await home.run([...words, '--json'], { env });
  const isStream = words[0] === 'daemon' && words.includes('--once');
  const texts = isStream ? stdout.trimEnd().split('\n') : [stdout];
  const documents = texts.filter((text) => text.trim() !== '').map((text) => JSON.parse(text) as unknown);
  return { documents, failure: exitCode === 0 ? null : JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') };
}

type Schema = Pick<z.ZodType, 'safeParse'>;

/** The schema of a command and the JSON Schema that is printed of it. */
const schemasOf = new Map<string, readonly [Schema, Schema]>();

function schemasFor(name: string): readonly [Schema, Schema] {
  const known = schemasOf.get(name);
  if (known) return known;
  const printed = z.fromJSONSchema(buildJsonSchema([name]) as z.core.JSONSchema.JSONSchema);
  const both = [name === 'error' ? error : (COMMAND_SCHEMAS[name] ?? z.never()), printed] as const;
  schemasOf.set(name, both);
  return both;
}

/** Holds a document to both, which refuse it with a field more or less. */
function hold(name: string, document: unknown): void {
  const [facts] = Array.isArray(document) ? document : [document];
  const again = (other: object) => (Array.isArray(document) ? [other, ...document.slice(1)] : other);
  for (const schema of schemasFor(name)) {
    const where = `${name}: ${JSON.stringify(document)?.slice(0, 500)}`;
    expect(schema.safeParse(document).error, where).toBeUndefined();
    // Of JSON Schema, a document has whatever fields it needs.
    if (typeof facts !== 'object' || facts === null || name === 'help json') continue;
    expect(schema.safeParse(again({ ...facts, surplus: null })).success, where).toBe(false);
    for (const field of Object.keys(facts)) {
      const { [field]: _, ...rest } = facts as Record<string, unknown>;
      expect(schema.safeParse(again(rest)).success, `${where} without ${field}`).toBe(false);
    }
  }
}

describe('the commands', () => {
  test('have a row here and a schema each', () => {
    const names = COMMANDS.map(({ name }) => name).toSorted();
    expect(Object.keys(ROWS).toSorted()).toEqual(names);
    expect(Object.keys(COMMAND_SCHEMAS).toSorted()).toEqual(names);
  });

  test('are each called by their own row', () => {
    for (const [name, lines] of Object.entries(ROWS)) {
      for (const line of lines) expect(line.replace(/^!/, '').startsWith(name), line).toBe(true);
    }
  });
});

describe.each(Object.entries(ROWS))('%s --json', (name, lines) => {
  test('is what its schema says', async () => {
    const home = homes.copyOf(rich);
    const [pause] = await home.json<{ id: string }[]>('pause list');
    const [token] = await home.json<{ id: string }[]>('account token list');
    for (const line of lines) {
      const named = line
        .replace('PAUSE', pause?.id ?? '')
        .replace('MAIL', WAITING)
        .replace('TOKEN', token?.id ?? '');
      const { documents, failure } = await documentsOf(home, named);
      expect(failure === null, `${line}: ${JSON.stringify(failure)}`).toBe(!line.startsWith('!'));
      if (failure === null) expect(documents, line).not.toEqual([]);
      else hold('error', failure);
      for (const document of documents) hold(name, document);
    }
  });

  test('is so where nothing is stored, or an error that says so', async () => {
    const home = homes.empty();
    for (const line of lines) {
      const { documents, failure } = await documentsOf(home, line.replace(/PAUSE|MAIL|TOKEN/, 'none'));
      if (failure !== null) hold('error', failure);
      for (const document of documents) hold(name, document);
      expect([...documents, failure], line).not.toEqual([null]);
    }
  });
});

describe('errors with --json', () => {
  test.each(FAILURES)('%s: %s', async (kind, line) => {
    const { stdout, stderr, exitCode } = await homes.copyOf(rich).run([...wordsOf(line), '--json'], { env: ENV });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: EXIT_CODES[kind as ErrorKind] });
    hold('error', JSON.parse(stderr));
  });

  test('are of every kind that a line can cause', () => {
    expect(new Set(FAILURES.map(([kind]) => kind))).toEqual(
      new Set(Object.keys(EXIT_CODES).filter((kind) => kind !== 'interrupted')),
    );
  });
});

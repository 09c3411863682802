import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

// Who may import whom, read from the imports themselves. A room is a folder of src, or a file at its top.

const ROOT = join(import.meta.dirname, '..');

type Kind = 'type' | 'static' | 'dynamic';

interface Import {
  /** Paths from the root of the project; a package by its name. */
  readonly from: string;
  readonly to: string;
  readonly kind: Kind;
}

const FILES = ['src', 'migrations'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => normalize(join(folder, name))),
);
const SOURCES = new Map(FILES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const IMPORTS = [...SOURCES].flatMap(([file, source]) => importsOf(file, source));

function importsOf(from: string, source: string): Import[] {
  const found: Import[] = [];
  const add = (target: string, kind: Kind) => {
    const to = target.startsWith('.') ? normalize(join(dirname(from), target)) : packageOf(target);
    found.push({ from, to, kind });
  };
  for (const [, type, names = '', target = ''] of source.matchAll(
    /^(?:import|export)\s+(type\s)?\s*(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm,
  )) {
    const words = /^\{(.*)\}$/s.exec(names.trim())?.[1]?.split(',') ?? [];
    const areTypes = words.length > 0 && words.every((word) => /^\s*(?:type\s|$)/.test(word));
    add(target, type !== undefined || areTypes ? 'type' : 'static');
  }
  for (const [, target = ''] of source.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)) add(target, 'dynamic');
  return found;
}

function packageOf(target: string): string {
  return target.startsWith('node:')
    ? target
    : target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
}

/** The folder below src, the file at its top, or `migrations`; null for a package. */
function roomOf(path: string): string | null {
  const [top, room] = path.split('/');
  if (top === 'migrations') return 'migrations';
  return top === 'src' && SOURCES.has(path) ? (room ?? null) : null;
}

function show({ from, to, kind }: Import): string {
  return `${from} → ${to} (${kind})`;
}

/** All files and packages that `start` loads when it is loaded itself. */
function loadedBy(start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, to, kind } of IMPORTS) if (from === file && kind === 'static') visit(to);
  };
  visit(start);
  return seen;
}

const FEATURES = ['bookings', 'calendar', 'reminders', 'attendance', 'intake', 'journal', 'accounts'];
const GROUND = [
  'db',
  'files',
  'text',
  'time',
  'secrets',
  'errors.ts',
  'words.ts',
  'fold-case.ts',
  'lazy.ts',
  'run-program.ts',
  'version.ts',
];

/** Beside itself, whom a room may load, and whose types it may know. */
const RULES: Readonly<Record<string, { readonly loads: readonly string[]; readonly knows?: readonly string[] }>> = {
  'main.ts': { loads: ['run.ts', 'cli'], knows: ['files'] },
  'help.ts': { loads: ['cli', 'version.ts'] },
  'run.ts': { loads: ['app.ts', 'cli', 'errors.ts'], knows: ['files'] },
  'app.ts': {
    loads: [...FEATURES, ...GROUND, 'handed-over.ts', 'session-account.ts', 'config'],
    knows: ['session.ts'],
  },
  // The types of what the composition root makes.
  'session.ts': { loads: [], knows: [...FEATURES, ...GROUND, 'handed-over.ts', 'session-account.ts', 'config'] },
  // Who a session works for, and what that person has set.
  'session-account.ts': { loads: ['accounts', 'config', 'fold-case.ts'], knows: ['db'] },
  // What one feature needs of another.
  'handed-over.ts': { loads: [...FEATURES, 'config', 'files'] },
  cli: {
    loads: [
      ...FEATURES,
      'render',
      'contract',
      'config',
      'daemon',
      'doctor',
      'storage',
      'server',
      'files',
      'text',
      'time',
      'errors.ts',
      'words.ts',
      'terminal-words.ts',
      'version.ts',
    ],
    knows: ['app.ts'],
  },
  // Pure functions of a feature are fine; what they load is looked at below.
  render: { loads: [...FEATURES, 'time', 'errors.ts', 'words.ts', 'terminal-words.ts'], knows: ['doctor', 'storage'] },
  // What is said of features to the outside; what they load is looked at below.
  contract: { loads: [...FEATURES, 'time', 'errors.ts', 'words.ts'], knows: ['daemon'] },
  // The program for the browser: it asks the API alone, and takes pure rules; what those load is looked at below.
  web: { loads: ['render', 'calendar', 'bookings', 'time'], knows: ['contract'] },
  daemon: { loads: [...FEATURES, ...GROUND, 'terminal-words.ts', 'config', 'contract'], knows: ['app.ts'] },
  server: {
    loads: [...FEATURES, ...GROUND, 'terminal-words.ts', 'text', 'contract', 'config', 'daemon'],
    knows: ['app.ts'],
  },
  // It asks every feature how it is.
  doctor: { loads: [...FEATURES, ...GROUND, 'config', 'daemon'], knows: ['app.ts'] },
  // The database as a whole: copies, moves, upkeep.
  storage: { loads: [...GROUND, 'config', 'daemon'], knows: ['app.ts'] },
  bookings: { loads: GROUND },
  ...Object.fromEntries(
    FEATURES.filter((feature) => feature !== 'bookings').map((feature) => [
      feature,
      { loads: [...GROUND, 'bookings'] },
    ]),
  ),
  // A reminder, and what became of it, is text when it leaves the program or is kept.
  reminders: { loads: [...GROUND, 'terminal-words.ts', 'bookings'] },
  // A setting that a feature reads is written in that feature's words; what those load is looked at below.
  config: { loads: ['intake', 'db', 'secrets', 'files', 'text', 'time', 'errors.ts', 'words.ts'] },
  db: { loads: ['migrations', 'files', 'secrets', 'errors.ts', 'words.ts', 'fold-case.ts'], knows: ['bookings'] },
  time: { loads: ['errors.ts', 'words.ts'] },
  secrets: { loads: ['text', 'errors.ts', 'words.ts', 'run-program.ts'] },
  files: { loads: ['errors.ts', 'words.ts'] },
  text: { loads: [] },
  'errors.ts': { loads: ['words.ts', 'terminal-words.ts'] },
  'words.ts': { loads: [] },
  'terminal-words.ts': { loads: ['words.ts'] },
  'fold-case.ts': { loads: [] },
  'lazy.ts': { loads: [] },
  'run-program.ts': { loads: [] },
  'version.ts': { loads: [] },
  migrations: { loads: [] },
};

describe('the rooms', () => {
  it('are those that have a rule', () => {
    const rooms = new Set(FILES.map(roomOf));
    expect([...rooms].filter((room) => room === null || !(room in RULES))).toEqual([]);
  });

  it('import only whom they may', () => {
    const wrong = IMPORTS.filter(({ from, to, kind }) => {
      const [room, other] = [roomOf(from) ?? '', roomOf(to)];
      if (other === null || other === room) return false;
      const { loads = [], knows = [] } = RULES[room] ?? {};
      return !loads.includes(other) && !(kind === 'type' && knows.includes(other));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('import only what is there', () => {
    const missing = IMPORTS.filter(({ to }) => /\.tsx?$/.test(to) && !SOURCES.has(to));
    expect(missing.map(show)).toEqual([]);
  });

  it('never import each other in a circle, not even types', () => {
    const circles: string[] = [];
    const state = new Map<string, 'open' | 'done'>();
    const visit = (file: string, path: readonly string[]) => {
      if (state.get(file) === 'open') circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (state.has(file)) return;
      state.set(file, 'open');
      for (const { from, to } of IMPORTS) if (from === file && SOURCES.has(to)) visit(to, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of FILES) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('one place only', () => {
  function filesThat(does: RegExp): string[] {
    return [...SOURCES].flatMap(([file, source]) => (does.test(source) ? [file] : []));
  }

  it('app.ts opens the database', () => {
    const openers = IMPORTS.filter(({ to, kind }) => to === 'src/db/open.ts' && kind !== 'type');
    expect(openers.map(({ from }) => from)).toEqual(['src/app.ts']);
  });

  it('main.ts sets the exit code', () => {
    expect(filesThat(/process\.exitCode\s*=/)).toEqual(['src/main.ts']);
  });

  it('cli writes to the streams', () => {
    expect(
      filesThat(/process\.(?:stdout|stderr|stdin)\b|\bconsole\./).filter((file) => roomOf(file) !== 'cli'),
    ).toEqual([]);
  });

  it('imap-connection.ts knows the library of IMAP, and loads it where a connection is opened', () => {
    const loading = IMPORTS.filter(({ to, kind }) => to === 'imapflow' && kind !== 'type');
    expect(loading.map(show)).toEqual(['src/intake/imap/imap-connection.ts → imapflow (dynamic)']);
  });

  it('each engine keeps to its folder, and PostgreSQL is loaded only by a database of it', () => {
    const isOf = (file: string, engine: string) => file.startsWith(`src/db/${engine}/`);
    const across = IMPORTS.filter(
      ({ from, to, kind }) => isOf(to, 'postgres') && !isOf(from, 'postgres') && kind === 'static',
    );
    expect(across.map(show)).toEqual([]);
    const drivers = IMPORTS.filter(({ to, kind }) => to === 'pg' && kind === 'static').map(({ from }) => from);
    expect(drivers).toEqual(['src/db/postgres/connection-pool.ts']);
    const mixed = IMPORTS.filter(
      ({ from, to }) => isOf(from, 'postgres') && (isOf(to, 'sqlite') || to === 'better-sqlite3'),
    );
    expect(mixed.map(show)).toEqual([]);
  });

  it('zone-rules.ts knows the offsets of zones', () => {
    expect(filesThat(/\bIANAZone\b/)).toEqual(['src/time/zone-rules.ts']);
  });

  it('no file starts a program but through execa', () => {
    const starters = IMPORTS.filter(({ to, kind }) => to === 'node:child_process' && kind !== 'type');
    expect(starters.map(show)).toEqual([]);
    const eager = IMPORTS.filter(({ to, kind }) => to === 'execa' && kind === 'static');
    expect(eager.map(show)).toEqual([]);
  });

  it('names.ts knows the names of months, units.ts the lengths of time, lazy.ts how to wait for the first use', () => {
    expect(filesThat(/['"]Jan(?:uary)?['"]/i)).toEqual(['src/time/names.ts']);
    expect(filesThat(/\bconst (?:DAY|HOUR|MINUTE)_MS\b/)).toEqual(['src/time/units.ts']);
    expect(filesThat(/\bfunction lazy\b/)).toEqual(['src/lazy.ts']);
    expect(filesThat(/_PER_(?:QUERY|INSERT) = \d{3,}/).sort()).toEqual([
      'src/bookings/id-labels.ts',
      'src/db/chunks.ts',
    ]);
  });

  it('db, stores, queries and services speak SQL', () => {
    const speakers = IMPORTS.filter(({ to, kind }) => ['kysely', 'better-sqlite3'].includes(to) && kind !== 'type');
    const rooms = new Set(speakers.map(({ from }) => roomOf(from)));
    expect([...rooms].filter((room) => !['db', 'migrations', ...FEATURES].includes(room ?? ''))).toEqual([]);
  });
});

describe('cli', () => {
  const NO_USE_CASE = /-(?:store|query)\.ts$|^kysely$|^src\/db\//;
  const loads = (target: RegExp) =>
    IMPORTS.filter(({ from, to, kind }) => roomOf(from) === 'cli' && kind !== 'type' && target.test(to)).map(show);

  it('asks use cases: it knows no store, no query and no driver, not even their types', () => {
    const knows = IMPORTS.filter(({ from, to }) => roomOf(from) === 'cli' && NO_USE_CASE.test(to)).map(show);
    expect(knows).toEqual([]);
  });

  it('has actions that make requests of words and texts of results, and start and write nothing by themselves', () => {
    const isAction = ({ from }: Import) => from.startsWith('src/cli/actions/') || from === 'src/cli/mark-action.ts';
    const doors = /^(?:execa|node:(?:fs|child_process|http|https|net)\b.*)$/;
    const opened = IMPORTS.filter((each) => isAction(each) && each.kind !== 'type' && doors.test(each.to));
    expect(opened.map(show)).toEqual([]);
  });

  it('speaks to no database', () => {
    const speaks = /\.(?:selectFrom|insertInto|updateTable|deleteFrom|transaction)\(|\buserId\b/;
    expect([...SOURCES].flatMap(([file, text]) => (roomOf(file) === 'cli' && speaks.test(text) ? [file] : []))).toEqual(
      [],
    );
  });

  it('makes nothing of an amount, a length, a day or a text by itself: what is said is checked where it is used', () => {
    expect(
      loads(/\/(?:money|text-fields|parse-duration|parse-date|parse-time-range|parse-when|understand-start)\.ts$/),
    ).toEqual([]);
  });
});

describe.each(['render', 'contract'])('%s', (room) => {
  it('loads nothing that reads or writes files, databases or the network', () => {
    const doors = /^(?:kysely|better-sqlite3|execa|node:(?:fs|child_process|http|https|net|os|process)\b.*)$/;
    const loaded = FILES.filter((file) => roomOf(file) === room).flatMap((file) => [...loadedBy(file)]);
    // The engine of time zones asks the system for its own.
    const files = new Set(loaded.filter((file) => room !== 'contract' || file !== 'src/time/system-zone.ts'));
    const wrong = IMPORTS.filter(({ from, to, kind }) => files.has(from) && kind === 'static' && doors.test(to));
    expect([...wrong.map(show), ...[...files].filter((file) => roomOf(file) === 'db')]).toEqual([]);
  });
});

describe('web', () => {
  it('loads nothing that a browser does not have, and two packages', () => {
    const files = new Set(FILES.filter((file) => roomOf(file) === 'web').flatMap((file) => [...loadedBy(file)]));
    expect([...files].filter((each) => !SOURCES.has(each))).toEqual(['preact', 'uqr']);
  });
});

describe('the command line', () => {
  it('says JSON in the words of the contract alone', () => {
    const ownShape =
      /\btoJson: \([^)]*\) => [([{]*\{|\btoJson: \([^)]*\) => \[|\btoJson\([^)]*\) \{(?:(?!\n {2}\}).)*return [{[]/s;
    for (const own of ['toJson: ({ a }) => ({ a }),', 'toJson: (a) => [a],', 'toJson(a) {\n    return { a };\n  },']) {
      expect(own).toMatch(ownShape);
    }
    const cli = [...SOURCES].filter(([file]) => roomOf(file) === 'cli');
    expect(cli.flatMap(([file, source]) => (ownShape.test(source) ? [file] : []))).toEqual([]);
  });
});

describe('the schemas', () => {
  it('are what zod is for, and are loaded by help json and a server alone', () => {
    const ofZod = IMPORTS.filter(({ to, kind }) => to === 'zod' && kind !== 'type').map(({ from }) => from);
    expect(ofZod.filter((file) => !file.startsWith('src/contract/schemas/'))).toEqual([]);
    const loading = IMPORTS.filter(
      ({ from, to, kind }) => kind !== 'type' && ofZod.includes(to) && !from.startsWith('src/contract/schemas/'),
    );
    expect(loading.filter(({ from }) => roomOf(from) !== 'server').map(show)).toEqual([
      'src/cli/actions/help-json.ts → src/contract/schemas/build-json-schema.ts (dynamic)',
    ]);
  });
});

describe('server', () => {
  it('is loaded by its command alone, when that runs', () => {
    const loading = IMPORTS.filter(
      ({ from, to, kind }) => roomOf(to) === 'server' && roomOf(from) !== 'server' && kind !== 'type',
    );
    expect(loading.map(show)).toEqual([
      'src/cli/actions/serve.ts → src/server/check-serve.ts (dynamic)',
      'src/cli/actions/serve.ts → src/server/run-server.ts (dynamic)',
    ]);
  });

  it('asks use cases: it knows no store and no query, not even their types', () => {
    const knows = IMPORTS.filter(
      ({ from, to }) => roomOf(from) === 'server' && /-(?:store|query)\.ts$|^kysely$|^src\/db\//.test(to),
    );
    expect(knows.map(show)).toEqual([]);
  });
});

describe('config', () => {
  it('loads of the features only how a title map is written, and of databases how one is named', () => {
    const loaded = FILES.filter((file) => roomOf(file) === 'config').flatMap((file) => [...loadedBy(file)]);
    const ofFeatures = new Set(loaded.filter((file) => [...FEATURES, 'db'].includes(roomOf(file) ?? '')));
    expect([...ofFeatures].sort()).toEqual([
      'src/bookings/name-key.ts',
      'src/bookings/text-fields.ts',
      'src/db/server-address.ts',
      'src/intake/title-map.ts',
    ]);
  });
});

describe('starting up', () => {
  const HEAVY = [
    'better-sqlite3',
    'chalk',
    'chrono-node',
    'cli-table3',
    'csv-parse',
    'csv-stringify',
    'execa',
    'hono',
    'htmlparser2',
    'ical-generator',
    'ical.js',
    'imapflow',
    'inquirer',
    'kysely',
    'luxon',
    'node-notifier',
    'nodemailer',
    'pg',
    'postal-mime',
    'smol-toml',
    'timezones-ical-library',
    'windows-iana',
    'zod',
  ];

  it.each(['src/help.ts', 'src/main.ts', 'src/run.ts'])(
    'loads no large library with %s: help and version need none',
    (file) => {
      expect([...loadedBy(file)].filter((each) => HEAVY.includes(each))).toEqual([]);
    },
  );

  it('loads with the composition root only what every command needs', () => {
    const needed = ['luxon', 'smol-toml'];
    expect([...loadedBy('src/app.ts')].filter((each) => HEAVY.includes(each) && !needed.includes(each))).toEqual([]);
  });

  it('loads no action of a command before it is called', () => {
    const specs = FILES.filter((file) => file.startsWith('src/cli/commands/'));
    const loaded = new Set(['src/main.ts', 'src/run.ts', ...specs].flatMap((file) => [...loadedBy(file)]));
    expect([...loaded].filter((file) => file.startsWith('src/cli/actions/'))).toEqual([]);
  });
});

describe('a file', () => {
  it('holds at most 250 lines', () => {
    const long = [...SOURCES].filter(([, source]) => source.trimEnd().split('\n').length > 250).map(([file]) => file);
    expect(long).toEqual([]);
  });

  it('has a name in kebab case that says what is in it', () => {
    const names = FILES.flatMap((file) => file.replace(/\.tsx?$/, '').split('/'));
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /(?:^|-)(?:utils?|helpers?|common|misc|manager|shared)$/.test(name))).toEqual([]);
  });
});

describe('a test that may be skipped', () => {
  it('says in its name what it needs', () => {
    const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && name !== 'architecture.test.ts')
      .map((name) => readFileSync(join(ROOT, 'test', name), 'utf8'));
    // The name stands behind the condition, on the same line or the next.
    const skips = files.flatMap(
      (text) => text.match(/\.(?:skipIf|runIf)\([\s\S]{0,250}|(?:it|test|describe)\.skip\(.*/g) ?? [],
    );
    expect(skips.length).toBeGreaterThan(10);
    expect(skips.filter((skip) => !skip.includes('needs'))).toEqual([]);
    const ofSqlite = skips.filter((skip) => /^\.skipIf\([^)]*!isSqlite/.test(skip));
    expect(ofSqlite.length).toBeGreaterThan(10);
    // What of a file it needs.
    expect(ofSqlite.filter((skip) => !/needs SQLite: \w/.test(skip))).toEqual([]);
  });
});

describe('this test', () => {
  it('sees the imports of every kind', () => {
    expect(
      importsOf('src/cli/x.ts', "import type { A } from '../app.ts';\nimport {\n  type B,\n} from '../b.ts';"),
    ).toEqual([
      { from: 'src/cli/x.ts', to: 'src/app.ts', kind: 'type' },
      { from: 'src/cli/x.ts', to: 'src/b.ts', kind: 'type' },
    ]);
    const source =
      "import { type B, c } from 'pkg/sub';\nexport * from './d.ts';\nimport './e.ts';\nawait import('f');";
    expect(importsOf('src/x.ts', source)).toEqual([
      { from: 'src/x.ts', to: 'pkg', kind: 'static' },
      { from: 'src/x.ts', to: 'src/d.ts', kind: 'static' },
      { from: 'src/x.ts', to: 'src/e.ts', kind: 'static' },
      { from: 'src/x.ts', to: 'f', kind: 'dynamic' },
    ]);
    expect(IMPORTS.length).toBeGreaterThan(300);
  });
});

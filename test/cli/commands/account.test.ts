import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import { isSqlite } from '../../support/engine.ts';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();

interface Listed {
  readonly name: string;
  readonly email: string | null;
  readonly zone: string | null;
}
interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
}

const namesIn = async (home: Home, account = 'local') =>
  (await home.json<BookingJson[]>(`list --account ${account}`)).map((booking) => booking.class.name);

/** A season of the first account, and two more people. */
async function household(): Promise<Home> {
  const home = homes.season();
  await home.json('account add ben --email ben@example.com --zone Asia/Tokyo');
  await home.json('account add Jürgen');
  return home;
}

describe('several accounts', () => {
  test('are listed, the first one by its name', async () => {
    const home = await household();
    expect(await home.json<Listed[]>('account list')).toMatchObject([
      { name: 'local', email: null, zone: null },
      { name: 'ben', email: 'ben@example.com', zone: 'Asia/Tokyo' },
      { name: 'Jürgen', email: null, zone: null },
    ]);
    await home.json('account rename local ana');
    expect((await home.run('account list --plain')).stdout).toMatch(
      /^ana\t\t\t2026.*\nben\tben@example.com\tAsia\/Tokyo\t/,
    );
  });

  test('have each a record and an undo of their own', async () => {
    const home = await household();
    const season = await namesIn(home);
    await home.json('--account ben book Boxing --at 2026-11-25T18:00');
    await home.json('book Judo --at 2026-11-26T18:00 --account JÜRGEN');
    expect(await namesIn(home, 'ben')).toEqual(['Boxing']);
    expect(await namesIn(home, 'jürgen')).toEqual(['Judo']);
    expect(await namesIn(home)).toEqual(season);
    const [boxing] = await home.json<BookingJson[]>('list --account ben');
    for (const words of [`show ${boxing?.id}`, `edit ${boxing?.id} --notes mine`, `cancel ${boxing?.shortId}`]) {
      expect(await home.run(words), words).toMatchObject({ exitCode: 3 });
    }
    expect((await home.run('undo --account ben')).stdout).toContain('booked Boxing');
    expect([await namesIn(home, 'ben'), await namesIn(home, 'jürgen')]).toEqual([[], ['Judo']]);
    expect(await home.json('streak --account ben')).toMatchObject({ day: { longest: 0 } });
    expect(await home.json('sync list --account ben')).toEqual([]);
  });

  test('are told by NUMINA_ACCOUNT as well, and the word on the line wins', async () => {
    const home = await household();
    const env = { NUMINA_ACCOUNT: 'ben' };
    await home.json('book Boxing --at 2026-11-25T18:00', { env });
    expect(await namesIn(home, 'ben')).toEqual(['Boxing']);
    expect(await home.json<BookingJson[]>('list --account jürgen', { env })).toEqual([]);
  });

  test('may be removed with everything they recorded, once that is said', async () => {
    const home = await household();
    const season = await home.bookings();
    await home.json('--account ben book Boxing --at 2026-11-25T18:00');
    expect(await home.run('account remove ben')).toMatchObject({
      exitCode: 2,
      stderr:
        'numina: Removing ben removes everything that it has recorded, for good.\n' +
        'Add --yes to remove it without being asked; numina backup keeps a copy.\n',
    });
    expect((await home.run('account remove BEN --yes')).stdout).toBe(
      'Removed ben\nEverything that it had recorded went too.\n',
    );
    expect(await home.run('list --account ben')).toMatchObject({ exitCode: 3 });
    expect(await home.bookings()).toEqual(season);
    await home.json('account remove jürgen --yes');
    expect(await home.run('account remove local --yes')).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('The last account cannot be removed.'),
    });
  });

  test('whose settings are in the database have no file to be shown or edited', async () => {
    const home = await household();
    for (const words of ['config path', 'config edit']) {
      expect(await home.run(`${words} --account ben`)).toEqual({
        stdout: '',
        stderr:
          'numina: The settings of this account are in the database, not in a file.\n' +
          'numina config list shows them, numina config set changes one.\n',
        exitCode: 4,
      });
      expect(await home.run(`${words} --account nobody`)).toMatchObject({ exitCode: 3 });
    }
    expect((await home.run('config path')).exitCode).toBe(0);
  });
});

describe('a name', () => {
  test.each([
    ['list --account nobody', 3, 'There is no account “nobody”.\nnumina account list shows them.'],
    ['account remove nobody --yes', 3, 'There is no account “nobody”.\nnumina account list shows them.'],
    ['account rename nobody x', 3, 'There is no account “nobody”.\nnumina account list shows them.'],
    ['account add BEN', 4, 'There is an account “BEN” already.\nnumina account list shows them.'],
    ['account rename local Ben', 4, 'There is an account “Ben” already.\nnumina account list shows them.'],
    [
      'account add a/b',
      2,
      'No account can be called “a/b”.\nA name has 1 to 64 letters, digits, -, _ and . in any order.',
    ],
    ['account add x --email nobody', 2, '“nobody” is not a mail address.\nGive one, such as ana@example.com.'],
    ['account add x --zone Mars', 2, 'There is no time zone “Mars”.\nUse an IANA name such as Europe/Berlin.'],
  ])('is refused in words: %s', async (words, exitCode, stderr) => {
    const home = await household();
    expect(await home.run(words)).toEqual({ stdout: '', stderr: `numina: ${stderr}\n`, exitCode });
    expect(await home.json<Listed[]>('account list')).toHaveLength(3);
  });

  test.each([
    'list',
    'next',
    'daemon --once',
    'daemon status',
    'config list',
    'backup',
    'doctor',
    'export',
    'reminders',
  ])('that no account has is exit 3 for %s', async (words) => {
    const home = await household();
    expect(await home.run(`${words} --account nobody`)).toMatchObject({ stdout: '', exitCode: 3 });
  });

  test('in the environment that no account has keeps nobody from adding it', async () => {
    const home = await household();
    const env = { NUMINA_ACCOUNT: 'cleo' };
    expect(await home.run('list', { env })).toMatchObject({ exitCode: 3 });
    await home.json('account add cleo', { env });
    expect(await home.json('list', { env })).toEqual([]);
  });
});

describe('the settings of an account', () => {
  const entryOf = async (home: Home, words: string) => home.json<Entry>(`config get ${words}`);

  test('are kept with its record, and those of the machine in the file', async () => {
    const home = await household();
    const env = { NUMINA_ZONE: '' };
    await home.json('config set clock 12 --account ben');
    await home.json('config set smtp.host mail.example.com --account ben');
    await home.json('config set weekly_target 4 --account ben');
    expect(await home.json<Entry>('config get zone --account ben', { env })).toEqual({
      ...{ key: 'zone', value: 'Asia/Tokyo', source: 'account' },
    });
    expect(await entryOf(home, 'clock --account ben')).toMatchObject({ value: '12', source: 'account' });
    expect(await entryOf(home, 'clock')).toMatchObject({ value: '24', source: 'default' });
    expect(await entryOf(home, 'weekly_target')).toMatchObject({ source: 'default' });
    for (const account of ['local', 'ben']) {
      expect(await entryOf(home, `smtp.host --account ${account}`)).toMatchObject({ source: 'config' });
    }
    const listed = await home.json<Entry[]>('config list --account ben', { env });
    const ofAccount = listed.filter(({ source }) => source === 'account').map(({ key }) => key);
    expect(ofAccount).toEqual(['zone', 'clock', 'weekly_target']);
    expect(await home.json('config unset clock --account ben')).toMatchObject({ value: '24', source: 'default' });
    expect(await home.json('streak --account ben')).toMatchObject({ week: { target: 4 } });
    expect(await home.json('streak')).toMatchObject({ week: { target: 1 } });
  });

  test('are refused in the same words, and then not stored', async () => {
    const home = await household();
    expect(await home.run('config set clock 13 --account ben')).toMatchObject({
      exitCode: 2,
      stderr: 'numina: clock cannot be “13”.\nSet it to 24 or 12.\n',
    });
    expect(await entryOf(home, 'clock --account ben')).toMatchObject({ source: 'default' });
  });

  test('hold for its imports', async () => {
    const home = await household();
    writeFileSync(home.path('classes.csv'), 'class,starts_at\nSpin 45,2026-11-28 18:00\n');
    await home.json(['import', 'classes.csv', '--map', 'Spin*=type:spin', '--save', '--account', 'ben']);
    expect(await entryOf(home, 'import.map --account ben')).toMatchObject({ value: ['Spin*=type:spin'] });
    expect(await entryOf(home, 'import.map')).toMatchObject({ value: [], source: 'default' });
  });

  test('of the machine can be changed where the database cannot be opened', async () => {
    const home = homes.empty();
    writeFileSync(home.path('broken.db'), 'This is no database at all. '.repeat(50));
    const env = { NUMINA_DB: home.path('broken.db') };
    expect(await home.run('config set smtp.port 465', { env })).toMatchObject({ exitCode: 0 });
    expect(await home.run('config set clock 12', { env })).toMatchObject({ exitCode: 5 });
  });
});

describe('doctor', () => {
  interface Found {
    readonly check: string;
    readonly ok: boolean | null;
    readonly message: string;
  }
  const findings = async (home: Home, account: string) => {
    const { stdout } = await home.run(`doctor --json --account ${account}`, { env: { NUMINA_ZONE: '' } });
    const found = JSON.parse(stdout) as Found[];
    return (check: string) => found.find((each) => each.check === check);
  };

  test('looks at the settings of the account that is asked for', async () => {
    const home = await household();
    writeFileSync(home.path('config.toml'), '');
    await home.json('config set smtp.host localhost');
    await home.json('config set smtp.from ana@example.com');
    // At a server her address is kept with her account.
    if (!isSqlite) await home.json('config set smtp.to ana@example.com');
    const ben = await findings(home, 'ben');
    expect(ben('settings')?.message).toContain('The account keeps 1 setting of its own with its record.');
    expect(ben('zone')?.message).toContain('Asia/Tokyo');
    expect(ben('email')?.message).toContain('Mail goes to ben@example.com by localhost');
    expect(ben('desktop')).toMatchObject({ ok: null });
    const jürgen = await findings(home, 'jürgen');
    expect(jürgen('email')).toMatchObject({ ok: null, message: 'Not set up.' });
    expect((await findings(home, 'local'))('email')?.message).toContain('Mail goes to ana@example.com');
  });
});

describe('on a screen of 40 columns', () => {
  test.each([
    'account list',
    'account add Maximiliana-of-the-long-name_1234567890.123456789',
    'account --help',
    'account add --help',
  ])('%s keeps to them', async (words) => {
    const home = await household();
    const { stdout } = await home.run(words, { env: { COLUMNS: '40' } });
    const prose = stdout.split('\n').filter((line) => !line.startsWith('  $ '));
    // Help has a least width.
    const widest = words.endsWith('--help') ? 50 : 40;
    expect(Math.max(...prose.map((line) => line.length)), stdout).toBeLessThanOrEqual(widest);
  });
});

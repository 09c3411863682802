import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { addAccount, findAccount } from '../src/accounts/account-service.ts';
import { openProcess, type Process, type ProcessOptions, type Session } from '../src/app.ts';
import { changeSettingAt, listSettingsAt } from '../src/config/own-settings-service.ts';
import { channelsSetUp } from '../src/daemon/open-channels.ts';
import { book } from './support/book.ts';
import { useDatabasePlace } from './support/database-place.ts';
import { isSqlite } from './support/engine.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

// Whose work a session does, and by whose settings.

const file = useTemporaryFolder();
const place = useDatabasePlace();
const opened: Process[] = [];
afterEach(async () => {
  for (const machine of opened.splice(0)) await machine.close();
});

function start(env: NodeJS.ProcessEnv = {}, options: Partial<ProcessOptions> = {}): Process {
  const own = { HOME: file(), NUMINA_DB: place(), NUMINA_CONFIG: file('config.toml'), TZ: 'UTC' };
  const machine = openProcess({ env: { ...own, NUMINA_NOW: '2026-11-24T14:12:00Z', ...env }, ...options });
  opened.push(machine);
  return machine;
}

async function addBen(): Promise<void> {
  const register = await start().session().accounts();
  await addAccount(register, { name: 'ben', email: 'ben@example.com', zone: 'Asia/Tokyo' });
}

async function ready(session: Session): Promise<Session> {
  await session.ready();
  return session;
}

describe('the account of a session', () => {
  it('is the first one, or that which is named, and a name before the environment', async () => {
    await addBen();
    const idOf = async (machine: Process) => (await machine.session().bookings()).store.userId;
    expect(await idOf(start())).toBe('local');
    const ben = await idOf(start({ NUMINA_ACCOUNT: 'BEN' }));
    expect(ben).toMatch(/^[0-9a-f]{12}$/);
    expect(await idOf(start({ NUMINA_ACCOUNT: 'nobody' }, { account: 'ben' }))).toBe(ben);
    expect(await idOf(start({ NUMINA_ACCOUNT: '' }))).toBe('local');
  });

  it('is refused where there is none of the name', async () => {
    await addBen();
    await expect(start({}, { account: 'bob' }).session().ready()).rejects.toMatchObject({ kind: 'not_found' });
    await expect(start({}, { account: '' }).session().ready()).rejects.toMatchObject({ kind: 'usage' });
    await expect(start({ NUMINA_ACCOUNT: 'bob' }).session().bookings()).rejects.toMatchObject({ kind: 'not_found' });
  });

  it.skipIf(!isSqlite)('(needs SQLite: a file) makes no database by being found, for the first one', async () => {
    await start().session().ready();
    expect(existsSync(place())).toBe(false);
  });

  it('is the first one in a database of its own, whatever the environment says', async () => {
    await addBen();
    const demo = start({ NUMINA_ACCOUNT: 'ben' }).onDatabase(file('demo.db'), {});
    opened.push(demo);
    expect((await demo.session().bookings()).store.userId).toBe('local');
  });
});

describe('the settings of a session', () => {
  it.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) are those of the file for the first account, and its own for another',
    async () => {
      writeFileSync(file('config.toml'), 'zone = "Europe/Berlin"\nclock = "12"\nweekly_target = 3\n');
      await addBen();
      const ana = await ready(start().session());
      const ben = await ready(start({}, { account: 'ben' }).session());
      expect([ana.homeZone, ana.settings.clock, ana.settings.weeklyTarget]).toEqual(['Europe/Berlin', '12', 3]);
      expect([ben.homeZone, ben.settings.clock, ben.settings.weeklyTarget]).toEqual(['Asia/Tokyo', '24', null]);
      expect(ben.nowLocal).toBe('2026-11-24T23:12:00');
    },
  );

  it.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) are not hurt by what is wrong in those of another',
    async () => {
      await addBen();
      writeFileSync(file('config.toml'), 'clock = "13"\n');
      const ben = await ready(start({}, { account: 'ben' }).session());
      expect(ben.settings.clock).toBe('24');
      expect(() => start().session().settings).toThrow(/clock cannot be/);
    },
  );

  it('say what is wrong in them, and whose they are', async () => {
    await addBen();
    const { store } = await start({}, { account: 'ben' }).session().bookings();
    await store.db.updateTable('user_settings').set({ value: '"Mars"' }).execute();
    await expect(start({}, { account: 'ben' }).session().ready()).rejects.toMatchObject({
      kind: 'usage',
      message: 'In the settings of the account ben: zone cannot be “Mars”.',
    });
  });

  it('leave out what a newer numina may have written', async () => {
    await addBen();
    const { store } = await start({}, { account: 'ben' }).session().bookings();
    await store.db
      .insertInto('user_settings')
      .values({ user_id: store.userId, key: 'mood', value: '"good"' })
      .execute();
    await ready(start({}, { account: 'ben' }).session());
  });

  it('give way to NUMINA_ZONE for who typed it, and for nobody else', async () => {
    await addBen();
    const machine = start({ NUMINA_ZONE: 'America/New_York' }, { account: 'ben' });
    expect((await ready(machine.session())).homeZone).toBe('America/New_York');
    expect((await ready(machine.session({ isForeign: true }))).homeZone).toBe('Asia/Tokyo');
  });

  it('are read again when a session is told to, and are the same object where nothing changed', async () => {
    await addBen();
    const ben = await ready(start({}, { account: 'ben' }).session());
    const before = ben.own;
    await ben.renew();
    expect(ben.own).toBe(before);
    await changeSettingAt(await start({}, { account: 'ben' }).session().settingsPlace(), 'clock', '12');
    await ben.renew();
    expect([ben.settings.clock, ben.settingsNow().clock]).toEqual(['12', '12']);
  });
});

describe('the calendar folder and the desktop of a machine', () => {
  const folder = () => file('vdir');
  const filesAfter = async (machine: Process, name = 'Spin'): Promise<number> => {
    const session = machine.session();
    await book(await session.bookings(), name, '2026-11-25T18:00');
    await session.settle();
    expect(session.news.problems).toEqual([]);
    return readdirSync(folder()).length;
  };

  it('follow the first account, or that of NUMINA_ACCOUNT, and no other that is named', async () => {
    await addBen();
    mkdirSync(folder());
    writeFileSync(file('config.toml'), `vdir.path = "${folder()}"\n`);
    expect(await filesAfter(start({}, { account: 'ben' }))).toBe(0);
    expect(await filesAfter(start({ NUMINA_ACCOUNT: 'ben' }), 'Yoga')).toBe(2);
    expect(await filesAfter(start({ NUMINA_ACCOUNT: 'local' }, { account: 'ben' }), 'Barre')).toBe(2);
    expect((await ready(start({}, { account: 'local' }).session())).isAtHome).toBe(true);
    expect((await ready(start({}, { account: 'ben' }).session())).isAtHome).toBe(false);
  });
});

describe.skipIf(!isSqlite)('(needs SQLite: settings in config.toml) settings that move to the database', () => {
  it('stay what they were, and the file says nothing of the person from then on', async () => {
    writeFileSync(
      file('config.toml'),
      'zone = "Europe/Berlin"\nrest_days = ["sunday"]\nweekly_target.yoga = 2\nvdir.path = "/x"\nsmtp.host = "localhost"\nsmtp.from = "ana@example.com"\n',
    );
    const before = await ready(start().session());
    const copied = await before.keepSettingsInDatabase();
    expect(copied).toEqual(['zone', 'rest_days', 'weekly_target.yoga', 'smtp.to']);
    expect(await before.keepSettingsInDatabase()).toEqual([]);

    writeFileSync(file('config.toml'), 'zone = "Asia/Tokyo"\nsmtp.host = "localhost"\n');
    const after = await ready(start().session());
    expect(after.settings).toMatchObject({ zone: 'Europe/Berlin', restDays: [7], vdirPath: null });
    expect(after.settings.weeklyTargetByType).toEqual(new Map([['yoga', 2]]));
    expect(channelsSetUp(after.process.env, after.own)).toContain('email');
    const place = await after.settingsPlace();
    await changeSettingAt(place, 'clock', '12');
    const listed = await listSettingsAt(place);
    const sourceOf = (key: string) => listed.find((each) => each.key === key)?.source;
    expect(['zone', 'clock', 'smtp.to', 'smtp.host', 'week_start'].map(sourceOf)).toEqual([
      ...['account', 'account', 'account'],
      ...['config', 'default'],
    ]);
    const { store } = await after.bookings();
    expect(await findAccount(store, 'local')).toMatchObject({ settingsIn: 'database' });
  });

  it('are all copied or none', async () => {
    writeFileSync(file('config.toml'), 'zone = "Europe/Berlin"\nclock = "13"\n');
    const session = start().session();
    await expect(session.keepSettingsInDatabase()).rejects.toMatchObject({ kind: 'usage' });
    const { db } = (await session.accounts()).store;
    expect(await db.selectFrom('user_settings').selectAll().execute()).toEqual([]);
    expect(await findAccount({ db }, 'local')).toMatchObject({ settingsIn: 'config' });
  });
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isSqlite } from '../../support/engine.ts';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();

const CSV = 'starts_at,class\n2026-11-20T18:00,Spin 45\n2026-11-21T18:00,Hot Yoga\n';

function write(home: Home, name: string, text: string): void {
  mkdirSync(home.path(), { recursive: true });
  writeFileSync(home.path(name), text);
}

function writeSettings(home: Home, text: string): void {
  mkdirSync(home.path('.config', 'numina'), { recursive: true });
  writeFileSync(settingsOf(home), text);
}

const settingsOf = (home: Home) => home.path('.config', 'numina', 'config.toml');
const typesOf = async (home: Home) => (await home.bookings()).map((booking) => booking.class.type);

function homeWithTable(): Home {
  const home = homes.empty();
  write(home, 'a.csv', CSV);
  return home;
}

describe('import --map --save', () => {
  test('keeps its patterns for every later import, and says so', async () => {
    const home = homeWithTable();
    const maps = ['--map', 'Spin*=type:spin', '--map', '*yoga=type:yoga,location:Studio North'];
    write(home, 'first.csv', CSV.replaceAll('2026-11', '2026-10'));
    const saved = await home.run(['import', 'first.csv', ...maps, '--save']);
    expect(saved).toEqual({
      stdout: expect.stringMatching(/^2 new\n(?: {2}new .*\n){2}$/),
      stderr:
        'Saved for every later import: Spin*=type:spin · *yoga=type:yoga,location:Studio North\n' +
        'numina config get import.map shows all that is saved.\n',
      exitCode: 0,
    });
    expect(await home.json('config get import.map')).toEqual({
      key: 'import.map',
      value: ['Spin*=type:spin', '*yoga=type:yoga,location:Studio North'],
      source: isSqlite ? 'config' : 'account',
    });
    expect(await home.run('import a.csv')).toMatchObject({
      stdout: expect.stringMatching(/^2 new\n/),
      stderr: '',
    });
    expect(await typesOf(home)).toEqual(['spin', 'yoga', 'spin', 'yoga']);
    expect(await home.run('import a.csv')).toMatchObject({ stdout: '2 known already\n' });
  });

  test('comes before what the command itself says', async () => {
    const home = homeWithTable();
    await home.run(['config', 'set', 'import.map', '*=type:class,instructor:Ana']);
    await home.run(['import', 'a.csv', '--map', 'Spin*=type:cycling']);
    expect((await home.bookings()).map(({ class: { type, instructor } }) => [type, instructor])).toEqual([
      ['cycling', 'Ana'],
      ['class', 'Ana'],
    ]);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) replaces a pattern that was there, and leaves the rest of the file as it was',
    async () => {
      const home = homeWithTable();
      const settings = (spin: string) =>
        `# mine\nclock = "12" # at home\nimport.map = [ "Spin*=type:spin${spin}", "Yoga=type:yoga" ] # studio\n`;
      writeSettings(home, settings(',location:Velo'));
      await home.run(['import', 'a.csv', '--map', 'spin*=type:cycling', '--save']);
      expect(readFileSync(settingsOf(home), 'utf8')).toBe(
        settings('').replace('Spin*=type:spin', 'spin*=type:cycling'),
      );
      expect(await home.bookings()).toMatchObject([{ class: { type: 'cycling', location: null } }, {}]);
    },
  );

  test('does at once what later imports will do', async () => {
    const home = homeWithTable();
    await home.run(['config', 'set', 'import.map', '["*=type:class","Spin*=type:spin"]']);
    await home.run(['import', 'a.csv', '--map', '*=type:other', '--save']);
    expect(await typesOf(home)).toEqual(['spin', 'other']);
    expect(await home.json('import a.csv')).toMatchObject({ unchanged: 2 });
  });

  test('leaves alone what numina exported itself', async () => {
    const home = homeWithTable();
    await home.run('import a.csv');
    await home.run(['config', 'set', 'import.map', '*=location:Elsewhere']);
    const before = await home.bookings();
    for (const format of ['ics', 'json']) {
      await home.run(`export --format ${format} -o out.${format}`);
      expect(await home.json(`import out.${format}`)).toMatchObject({ unchanged: 2 });
    }
    expect(await home.bookings()).toEqual(before);
  });

  test('writes nothing in a dry run', async () => {
    const home = homeWithTable();
    const outcome = await home.run(['import', 'a.csv', '--map', 'Spin*=type:spin', '--save', '--dry-run']);
    expect(outcome).toMatchObject({ exitCode: 0, stderr: 'Not saved, as this is a dry run: Spin*=type:spin\n' });
    expect(existsSync(settingsOf(home))).toBe(false);
  });

  test('saves nothing where the import fails', async () => {
    const home = homeWithTable();
    write(home, 'page.html', '<!doctype html>');
    for (const source of ['page.html', 'nowhere.ics']) {
      const { exitCode } = await home.run(['import', source, '--map', 'Spin*=type:spin', '--save']);
      expect(exitCode).not.toBe(0);
    }
    expect(existsSync(settingsOf(home))).toBe(false);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) takes in nothing where the settings are wrong',
    async () => {
      const home = homeWithTable();
      writeSettings(home, 'smtp.port = 99999\n');
      const outcome = await home.run(['import', 'a.csv', '--map', 'Spin*=type:spin', '--save']);
      expect(outcome).toMatchObject({
        exitCode: 2,
        stdout: '',
        stderr: expect.stringContaining('smtp.port cannot be'),
      });
      expect(await home.bookings()).toEqual([]);
    },
  );

  test.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) says what came in where the settings cannot be written',
    async () => {
      const home = homeWithTable();
      const env = { NUMINA_CONFIG: home.path('a.csv', 'config.toml') };
      const outcome = await home.run(['import', 'a.csv', '--map', 'Spin*=type:spin', '--save'], { env });
      expect(outcome).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('The classes came in;') });
      expect(await typesOf(home)).toEqual(['spin', null]);
    },
  );

  test('needs a --map', async () => {
    const outcome = await homeWithTable().run('import a.csv --save');
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('there is no --map') });
  });
});

describe('the setting import.map', () => {
  test('is a list as JSON or one pattern, shown and taken back like every other', async () => {
    const home = homes.empty();
    const set = async (text: string) => (await home.run(['config', 'set', 'import.map', text])).stdout;
    expect(await set('Spin*=type:spin')).toBe('import.map = ["Spin*=type:spin"]\n');
    expect(await set('["Spin*=type:a, b","[Velo] *=name:x"]')).toBe(
      'import.map = ["Spin*=type:a, b","[Velo] *=name:x"]\n',
    );
    const { stdout } = await home.run('config get import.map');
    expect(await set(stdout.trim())).toBe(`import.map = ${stdout}`);
    expect((await home.run('config list --plain')).stdout).toContain(
      `import.map\t${stdout.trim()}\t${isSqlite ? 'config' : 'account'}\n`,
    );
    expect((await home.run('config unset import.map')).stdout).toBe('import.map is not set\n');
    expect(await home.json('config get import.map')).toMatchObject({ value: [], source: 'default' });
  });

  test('is refused where it is not a title map, and nothing changes', async () => {
    const home = homes.empty();
    await home.run(['config', 'set', 'import.map', 'Spin*=type:spin']);
    const before = await home.json('config list');
    const outcome = await home.run(['config', 'set', 'import.map', '["Yoga=type:yoga","Spin*=colour:red"]']);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain('import.map cannot be “Spin*=colour:red”.');
    expect(outcome.stderr).toContain('the fields are name, type, location, instructor, source');
    expect(await home.json('config list')).toEqual(before);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: settings in config.toml) is refused in a file edited by hand, which is named',
    async () => {
      const home = homeWithTable();
      writeSettings(home, 'import.map = ["Spin"]\n');
      const outcome = await home.run('import a.csv');
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
      expect(outcome.stderr).toContain(`In the settings ${settingsOf(home)}: import.map cannot be “Spin”.`);
      expect(outcome.stderr).toContain('numina config edit');
    },
  );
});

import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configPath, databasePath, folderOf } from '../../src/config/paths.ts';

const HOME = { HOME: '/home/ana' };
const KINDS = ['data', 'config', 'state', 'cache'] as const;

describe('the folders of numina', () => {
  it('on Linux are those of the XDG base directory specification', () => {
    expect(KINDS.map((kind) => folderOf(kind, HOME, 'linux'))).toEqual([
      '/home/ana/.local/share/numina',
      '/home/ana/.config/numina',
      '/home/ana/.local/state/numina',
      '/home/ana/.cache/numina',
    ]);
  });

  it('on macOS are in the Library', () => {
    expect(KINDS.map((kind) => folderOf(kind, HOME, 'darwin'))).toEqual([
      '/home/ana/Library/Application Support/numina',
      '/home/ana/Library/Application Support/numina',
      '/home/ana/Library/Logs/numina',
      '/home/ana/Library/Caches/numina',
    ]);
  });

  it('on Windows are in the local application data, else at home', () => {
    const env = { ...HOME, LOCALAPPDATA: '/users/ana/AppData/Local' };
    for (const kind of KINDS) {
      expect(folderOf(kind, env, 'win32')).toBe(join('/users/ana/AppData/Local', 'numina'));
      expect(folderOf(kind, HOME, 'win32')).toBe(join('/home/ana', 'numina'));
    }
  });

  it.each(['linux', 'darwin', 'win32'] as const)('are where the XDG variables say, on %s too', (system) => {
    const env = {
      ...HOME,
      XDG_DATA_HOME: '/xdg/data',
      XDG_CONFIG_HOME: '/xdg/config',
      XDG_STATE_HOME: '/xdg/state',
      XDG_CACHE_HOME: '/xdg/cache',
    };
    expect(KINDS.map((kind) => folderOf(kind, env, system))).toEqual([
      '/xdg/data/numina',
      '/xdg/config/numina',
      '/xdg/state/numina',
      '/xdg/cache/numina',
    ]);
  });

  it.each(['', 'data', './data', '~/data'])('ignore %j: an XDG variable must be absolute', (folder) => {
    expect(folderOf('data', { ...HOME, XDG_DATA_HOME: folder }, 'linux')).toBe('/home/ana/.local/share/numina');
  });

  it.each(['', 'ana'])('need a home folder, and HOME=%j does not name one', (folder) => {
    expect(() => folderOf('data', { HOME: folder }, 'linux')).toThrow(
      expect.objectContaining({ kind: 'storage', code: 'no_home' }),
    );
  });

  it('need no home where XDG says it all', () => {
    expect(folderOf('data', { HOME: '', XDG_DATA_HOME: '/xdg' }, 'linux')).toBe('/xdg/numina');
  });
});

describe('the files of numina', () => {
  const env = { ...HOME, XDG_DATA_HOME: '/xdg/data', XDG_CONFIG_HOME: '/xdg/config' };

  it('have their names in those folders', () => {
    expect(databasePath(env, undefined)).toBe('/xdg/data/numina/numina.db');
    expect(configPath(env)).toBe('/xdg/config/numina/config.toml');
  });

  it('leave the address of a server as it is', () => {
    expect(databasePath(env, 'postgres://host/numina')).toBe('postgres://host/numina');
    expect(() => databasePath(env, 'postgres://ana:secret@host/numina')).toThrow(/password/);
  });

  it('are those that are named, from the working folder on', () => {
    expect(databasePath(env, 'my.db')).toBe(resolve('my.db'));
    expect(configPath({ ...env, NUMINA_CONFIG: 'my.toml' })).toBe(resolve('my.toml'));
    expect(configPath({ ...env, NUMINA_CONFIG: '' })).toBe('/xdg/config/numina/config.toml');
  });
});

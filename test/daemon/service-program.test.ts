import { describe, expect, it } from 'vitest';
import { checkLasting, isOfOneVersion, planService } from '../../src/daemon/service-program.ts';

const STARTED = { node: '/usr/bin/node', program: '/usr/local/bin/numina', programFile: '/usr/local/lib/numina.js' };

const NOTHING = { databaseFile: undefined, account: undefined };

describe('a service', () => {
  it('runs the daemon of the same database, account, settings and zone', () => {
    const env = {
      NUMINA_DB: 'classes.db',
      NUMINA_ACCOUNT: 'ben',
      NUMINA_ZONE: 'Europe/Berlin',
      XDG_STATE_HOME: '/home/ana/.state',
      XDG_DATA_HOME: 'relative',
      NUMINA_NOW: '2026-11-24T09:12:00-05:00',
      SMTP_PASSWORD: 's3cret',
    };
    expect(planService(STARTED, { databaseFile: '/home/ana/other.db', account: 'ana' }, env)).toEqual({
      node: '/usr/bin/node',
      program: '/usr/local/bin/numina',
      words: ['daemon', 'run', '--stand-by', '--db', '/home/ana/other.db', '--account', 'ana'],
      environment: {
        NUMINA_DB: `${process.cwd()}/classes.db`,
        NUMINA_ACCOUNT: 'ben',
        NUMINA_ZONE: 'Europe/Berlin',
        XDG_STATE_HOME: '/home/ana/.state',
      },
    });
    expect(planService(STARTED, NOTHING, {})).toMatchObject({
      words: ['daemon', 'run', '--stand-by'],
      environment: {},
    });
  });

  it('reaches the server that the shell reaches, and is told where the password is, never the password', () => {
    const env = { PGHOST: 'db.example', PGPORT: '5433', PGUSER: 'ana', PGSSLMODE: 'verify-ca', PGPASSWORD: 's3cret' };
    const files = { PGPASSFILE: 'passwords', PGSSLROOTCERT: '/etc/ca.pem' };
    expect(planService(STARTED, NOTHING, { ...env, ...files }).environment).toEqual({
      ...{ PGHOST: 'db.example', PGPORT: '5433', PGUSER: 'ana', PGSSLMODE: 'verify-ca' },
      ...{ PGPASSFILE: `${process.cwd()}/passwords`, PGSSLROOTCERT: '/etc/ca.pem' },
    });
  });

  it.each([{ NUMINA_ZONE: 'UTC\nExecStart=/bin/true' }, { XDG_DATA_HOME: '/a\u0000b' }])(
    'is not given a line break in %j',
    (env) => {
      expect(() => planService(STARTED, NOTHING, env)).toThrow('A service cannot be given');
    },
  );

  it.each([
    '/home/ana/.local/state/fnm_multishells/123_456/bin/numina',
    '/run/user/1000/fnm_multishells/1_2/bin/numina',
    '/home/ana/.npm/_npx/0a1b/node_modules/.bin/numina',
    '/home/ana/.asdf/shims/numina',
    '/home/ana/.local/share/mise/shims/numina',
  ])('is not left to %s, and the path that stays is named', (program) => {
    expect(() => checkLasting({ ...STARTED, program })).toThrow(
      expect.objectContaining({
        kind: 'refused',
        message: expect.stringContaining(program),
        hint: 'Run it by the path that stays: /usr/bin/node /usr/local/lib/numina.js daemon install',
      }),
    );
  });

  it('is not left to a Node that goes with its shell', () => {
    const node = '/run/user/1000/fnm_multishells/1_2/bin/node';
    expect(() => checkLasting({ ...STARTED, node })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('npm install --global numina') }),
    );
  });

  it('may be of one version of Node, which is worth saying', () => {
    expect(() => checkLasting({ ...STARTED, node: '/home/ana/.nvm/versions/node/v20.19.0/bin/node' })).not.toThrow();
    expect(isOfOneVersion('/home/ana/.nvm/versions/node/v20.19.0/bin/node')).toBe(true);
    expect(isOfOneVersion('/home/ana/.local/share/fnm/node-versions/v22.1.0/installation/bin/node')).toBe(true);
    expect(isOfOneVersion('/usr/bin/node')).toBe(false);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readServerHealth } from '../../src/db/postgres/server-status.ts';
import { systemClock } from '../../src/time/clock.ts';
import { type Home, useHomes } from '../support/home.ts';
import { ownerIds, SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = join(tmpdir(), `numina-tls-${process.pid}`);
const at = (name: string) => join(folder, name);

/** Makes two authorities, and a certificate of the first for `localhost` alone. */
function makeCertificates(): void {
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
  for (const name of ['known', 'unknown']) {
    openssl(`req -x509 ${key} -days 2 -subj /CN=${name} -keyout ${name}.key -out ${name}.pem`);
  }
  openssl(`req ${key} -subj /CN=localhost -keyout server.key -out server.csr`);
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost\n');
  openssl(
    'x509 -req -in server.csr -CA known.pem -CAkey known.key -CAcreateserial -days 2 -extfile names -out server.pem',
  );
  const { uid, gid } = ownerIds();
  for (const name of ['server.key', 'server.pem']) {
    chmodSync(at(name), 0o600);
    if (uid !== undefined) chownSync(at(name), uid, gid ?? uid);
  }
}

describe.skipIf(SERVER_PROGRAMS === null || !hasOpenssl)('encryption (needs PostgreSQL, openssl)', () => {
  beforeAll(() => {
    mkdirSync(folder, { mode: 0o755 });
    makeCertificates();
  });
  const server = useOwnServer({
    within: tmpdir(),
    settings: ['ssl=on', `ssl_cert_file=${at('server.pem')}`, `ssl_key_file=${at('server.key')}`],
  });
  const homes = useHomes();
  let [home, database]: [Home, string] = [null as never, ''];
  beforeAll(async () => {
    home = homes.empty();
    database = await server.makeDatabase();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const address = (host: string, parameters: string, role = 'numina') =>
    `${server.address(database, role).replace('127.0.0.1', host)}?${parameters}`;
  const list = (to: string, env: Readonly<Record<string, string>> = {}) =>
    home.run('list --json', { env: { NUMINA_DB: to, ...env } });

  it.each([
    ['localhost', 'sslmode=require', 'asks for no proof'],
    ['localhost', `sslmode=verify-full&sslrootcert=${at('known.pem')}`, 'knows authority and host'],
    ['127.0.0.1', `sslmode=verify-ca&sslrootcert=${at('known.pem')}`, 'asks for the authority alone'],
    ['127.0.0.1', `sslmode=require&sslrootcert=${at('known.pem')}`, 'names the authority'],
  ])('of %s with %s is had by whoever %s', async (host, parameters) => {
    const access = { env: {}, passwordCommand: null };
    const { tls } = await readServerHealth(address(host, parameters), access, () => systemClock.now());
    expect(tls).toMatch(/^TLSv1\.[23]$/);
    expect(await list(address(host, parameters))).toMatchObject({ exitCode: 0, stdout: '[]\n' });
  });

  it.each([
    ['127.0.0.1', `sslmode=verify-full&sslrootcert=${at('known.pem')}`, 'the host is another', /127\.0\.0\.1/],
    ['localhost', 'sslmode=verify-full', 'nobody knows the authority', /certificate/],
    ['localhost', `sslmode=verify-full&sslrootcert=${at('unknown.pem')}`, 'the authority is another', /certificate/],
    ['localhost', `sslmode=verify-ca&sslrootcert=${at('unknown.pem')}`, 'the authority is another', /certificate/],
    ['localhost', `sslmode=require&sslrootcert=${at('unknown.pem')}`, 'the authority is another', /certificate/],
  ])('of %s with %s is refused in words: %s', async (host, parameters, _why, reason) => {
    const refused = await list(address(host, parameters));
    expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
    const { error } = JSON.parse(refused.stderr);
    expect(error.code).toBe('tls_failed');
    expect(error.message).toMatch(/ did not prove who it is: [^\n]+\.$/);
    expect(error.message).toMatch(reason);
    expect(error.hint).toContain('sslrootcert');
  });

  it('is what a password is sent through: that of the password file, or what a command prints', async () => {
    const guarded = address('localhost', `sslmode=verify-full&sslrootcert=${at('known.pem')}`, 'guarded');
    const file = join(mkdtempSync(join(folder, 'home-')), 'passwords');
    const write = (password: string) => writeFileSync(file, `localhost:*:*:guarded:${password}\n`, { mode: 0o600 });
    write('right');
    expect(await list(guarded, { PGPASSFILE: file })).toMatchObject({ exitCode: 0 });
    write('wrong');
    const code = async (env: Readonly<Record<string, string>> = {}) =>
      JSON.parse((await list(guarded, env)).stderr).error.code;
    expect(await code({ PGPASSFILE: file })).toBe('login_refused');

    const say = (...words: readonly string[]) =>
      home.json(['config', 'set', 'database.password_command', JSON.stringify(words)]);
    await say('printf', 'right\\n');
    expect(await list(guarded)).toMatchObject({ exitCode: 0 });
    expect(await list(guarded, { PGPASSFILE: file }), 'the command comes first').toMatchObject({ exitCode: 0 });
    await say('printf', 'wrong\\n');
    expect(await code()).toBe('login_refused');
    await say('false');
    const failed = await list(guarded);
    expect([failed.exitCode, failed.stderr]).toEqual([expect.any(Number), expect.stringContaining('password_command')]);
    expect(failed.exitCode).not.toBe(0);
    await home.json('config unset database.password_command');
  });
});

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { systemClock } from '../../src/time/clock.ts';
import { patient } from './patience.ts';
import { MEMORY } from './temporary-folder.ts';

export const HAS_DOVECOT =
  spawnSync('dovecot', ['--version']).status === 0 && spawnSync('openssl', ['version']).status === 0;

/** The password of every user. */
export const PASSWORD = 'correct-horse-battery';

/** A Dovecot server on loopback for the tests of a file. Every name is a user with a Maildir of its own. */
export interface Dovecot {
  /** The ports: with STARTTLS, and with TLS from the first byte. */
  readonly port: number;
  readonly tlsPort: number;
  /** The file of its certificate authority, for NODE_EXTRA_CA_CERTS: no system knows it. */
  readonly authority: string;
  readonly log: string;
  /** The Maildir of a user. */
  readonly maildir: (user: string) => string;
  /** Puts a mail into the Maildir of a user, or into a folder of it, as a mail server does; `at` is when it arrived. */
  readonly deliver: (user: string, mail: string | Uint8Array, folder?: string, at?: Date) => void;
  /** Runs doveadm for a user, and gives what it prints. */
  readonly admin: (user: string, ...words: readonly string[]) => string;
  /** An OAuth token of a user that is valid for so many seconds. */
  readonly token: (user: string, seconds: number) => string;
  /** Stops the server at once; `start` starts it again on the same ports. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

const IS_ROOT = userInfo().uid === 0;
/** Dovecot does not read mail as root, so it runs as another user. */
const OWNER = IS_ROOT ? { uid: 65534, gid: 65534 } : userInfo();
const TOKEN_KEY = 'a key for the tokens of these tests';

/** Starts a server for the tests of a file; `more` are lines to add to its configuration. */
export function useDovecot(more: readonly string[] = []): Dovecot {
  let folder = '';
  let server: ChildProcess | undefined;
  let [port, tlsPort, count] = [0, 0, 0];
  const at = (...names: readonly string[]) => join(folder, ...names);

  async function start(): Promise<void> {
    server = spawn('dovecot', ['-F', '-c', at('dovecot.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
    while (server.exitCode === null) {
      if (await isListening(port)) return;
      await pause(20);
    }
    throw new Error('Dovecot does not run.');
  }

  async function stop(): Promise<void> {
    const ending = server;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const end = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGTERM');
    await end;
  }

  beforeAll(async () => {
    if (!HAS_DOVECOT) return;
    folder = mkdtempSync(join(MEMORY, 'numina-dovecot-'));
    [port, tlsPort] = [await freePort(), await freePort()];
    for (const name of ['mail', 'keys', 'keys/default', 'keys/default/HS256']) mkdirSync(at(name), { mode: 0o755 });
    chownSync(at('mail'), OWNER.uid, OWNER.gid);
    spawnSync('chmod', ['755', folder]);
    writeFileSync(at('keys', 'default', 'HS256', 'default'), Buffer.from(TOKEN_KEY).toString('base64'));
    makeCertificate(at('certificate.pem'), at('key.pem'));
    writeFileSync(at('tokens.conf'), tokensOf(folder));
    writeFileSync(at('dovecot.conf'), [...configOf(folder, port, tlsPort), ...more, ''].join('\n'));
    await start();
  }, patient(30_000));
  afterAll(async () => {
    await stop();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  return {
    get port() {
      return port;
    },
    get tlsPort() {
      return tlsPort;
    },
    get authority() {
      return at('certificate.pem');
    },
    get log() {
      return at('dovecot.log');
    },
    maildir: (user) => at('mail', user),
    deliver(user, mail, name, arrived) {
      const own = at('mail', user);
      const into = name === undefined ? own : join(own, `.${name}`);
      for (const each of [own, into, join(into, 'tmp'), join(into, 'cur'), join(into, 'new')]) makeOwn(each);
      count += 1;
      const file = `${1_700_000_000 + count}.M${count}P1.test`;
      writeFileSync(join(into, 'tmp', file), mail);
      chownSync(join(into, 'tmp', file), OWNER.uid, OWNER.gid);
      if (arrived) utimesSync(join(into, 'tmp', file), arrived, arrived);
      renameSync(join(into, 'tmp', file), join(into, 'new', file));
    },
    admin(user, ...words) {
      const [command = '', ...rest] = words;
      const { stdout, stderr, status } = spawnSync(
        'doveadm',
        ['-c', at('dovecot.conf'), ...command.split(' '), '-u', user, ...rest],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`doveadm ${words.join(' ')}: ${stderr}`);
      return stdout;
    },
    token: (user, seconds) => signToken(user, Math.floor(systemClock.now().getTime() / 1000) + seconds),
    start,
    stop,
  };
}

function makeOwn(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chownSync(folder, OWNER.uid, OWNER.gid);
}

function configOf(folder: string, port: number, tlsPort: number): readonly string[] {
  const { username } = userInfo();
  return [
    ...[`base_dir = ${folder}/run`, `state_dir = ${folder}/state`, `log_path = ${folder}/dovecot.log`],
    ...['protocols = imap', 'listen = 127.0.0.1', 'auth_mechanisms = plain login xoauth2 oauthbearer'],
    ...['ssl = yes', `ssl_cert = <${folder}/certificate.pem`, `ssl_key = <${folder}/key.pem`, 'ssl_dh ='],
    ...['disable_plaintext_auth = no', 'auth_failure_delay = 0', 'mail_max_userip_connections = 50'],
    ...(IS_ROOT
      ? []
      : [
          `default_internal_user = ${username}`,
          `default_login_user = ${username}`,
          ...['service anvil {', 'chroot =', '}', 'service imap-login {', 'chroot =', '}'],
        ]),
    ...[`first_valid_uid = ${OWNER.uid}`, `mail_location = maildir:${folder}/mail/%u`, 'maildir_stat_dirs = yes'],
    ...['passdb {', 'driver = oauth2', 'mechanisms = xoauth2 oauthbearer', `args = ${folder}/tokens.conf`, '}'],
    ...['passdb {', 'driver = static', 'mechanisms = plain login', `args = password=${PASSWORD}`, '}'],
    ...['userdb {', 'driver = static'],
    ...[`args = uid=${OWNER.uid} gid=${OWNER.gid} home=${folder}/mail/%u allow_all_users=yes`, '}'],
    // A wrong password would make the next login of this machine wait.
    ...['service anvil {', 'unix_listener anvil-auth-penalty {', 'mode = 0', '}', '}'],
    ...['service imap-login {', 'service_count = 0', 'inet_listener imap {', `port = ${port}`, '}'],
    ...['inet_listener imaps {', `port = ${tlsPort}`, 'ssl = yes', '}', '}'],
  ];
}

function tokensOf(folder: string): string {
  return ['introspection_mode = local', `local_validation_key_dict = fs:posix:prefix=${folder}/keys/`, ''].join('\n');
}

/** A JSON Web Token (RFC 7519) as an identity provider makes it. */
function signToken(user: string, expires: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ email: user, sub: user, iat: expires - 3600, exp: expires })}`;
  return `${said}.${createHmac('sha256', TOKEN_KEY).update(said).digest('base64url')}`;
}

function makeCertificate(certificate: string, key: string): void {
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '9000',
  ];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const { status, stderr } = spawnSync('openssl', [...words, ...names, '-keyout', key, '-out', certificate]);
  if (status !== 0) throw new Error(String(stderr));
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSmtpSettings, loadWebhookUrl } from '../../src/config/channel-settings.ts';
import { saveSetting } from '../../src/config/edit-settings.ts';
import { findSetting } from '../../src/config/setting-specs.ts';
import { loadSettings, parseSettings } from '../../src/config/settings.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();

function envWith(text: string): NodeJS.ProcessEnv {
  writeFileSync(path('config.toml'), text);
  return { NUMINA_CONFIG: path('config.toml'), HOME: '/home/ana' };
}

function read(key: string, text: string): unknown {
  return findSetting(key).parse(text, key);
}

describe('a setting of a channel', () => {
  it.each([
    ['smtp.host', ' smtp.example.com ', 'smtp.example.com'],
    ['smtp.host', 'localhost', 'localhost'],
    ['smtp.host', '[::1]', '::1'],
    ['smtp.host', '192.0.2.7', '192.0.2.7'],
    ['smtp.port', '587', 587],
    ['smtp.port', '65535', 65_535],
    ['smtp.from', 'Ana Lopez <ana@example.com>', 'Ana Lopez <ana@example.com>'],
    ['smtp.to', 'ana+classes@münchen.example', 'ana+classes@münchen.example'],
    ['smtp.tls', 'Required', 'required'],
    ['smtp.password_command', '["pass", "show", "my mail"]', ['pass', 'show', 'my mail']],
    ['smtp.password_command', 'pass show mail', ['pass', 'show', 'mail']],
    [
      'smtp.password_command',
      `op read 'op://x/my mail' --a="b c" $HOME`,
      ['op', 'read', 'op://x/my mail', '--a=b c', '$HOME'],
    ],
    ['smtp.password_file', '~/.mail', '~/.mail'],
    ['webhook.url', 'https://ntfy.sh/my-classes', 'https://ntfy.sh/my-classes'],
    ['webhook.url', 'http://localhost:8123/api', 'http://localhost:8123/api'],
    ['webhook.url', 'http://[::1]:80/', 'http://[::1]/'],
  ])('%s takes %j', (key, text, value) => {
    expect(read(key, text)).toEqual(value);
  });

  it.each([
    ['smtp.host', 'smtp://example.com', 'a host alone, such as smtp.example.com'],
    ['smtp.host', 'example.com:587', 'a host alone, such as smtp.example.com'],
    ['smtp.host', '', 'a host alone, such as smtp.example.com'],
    ['smtp.port', '99999', 'a port from 1 to 65535, mostly 587 or 465'],
    ['smtp.port', '0', 'a port from 1 to 65535, mostly 587 or 465'],
    ['smtp.port', '-1', 'a port from 1 to 65535, mostly 587 or 465'],
    ['smtp.port', 'smtp', 'a port from 1 to 65535, mostly 587 or 465'],
    ['smtp.to', 'ana', 'one mail address, such as ana@example.com or Ana <ana@example.com>'],
    ['smtp.to', '@example.com', 'one mail address, such as ana@example.com or Ana <ana@example.com>'],
    ['smtp.to', 'a@b@c', 'one mail address, such as ana@example.com or Ana <ana@example.com>'],
    ['smtp.to', 'a@x.com, b@x.com', 'one mail address, such as ana@example.com or Ana <ana@example.com>'],
    ['smtp.from', 'Ana <ana>', 'one mail address, such as ana@example.com or Ana <ana@example.com>'],
    ['smtp.from', 'Ana\n <ana@x.com>', 'one mail address, such as ana@example.com or Ana <ana@example.com>'],
    ['smtp.tls', 'maybe', 'required or opportunistic or off'],
    ['smtp.password_command', '', 'a program and its words, such as ["pass", "show", "mail"] or "pass show mail"'],
    ['smtp.password_command', '[]', 'a program and its words, such as ["pass", "show", "mail"] or "pass show mail"'],
    [
      'smtp.password_command',
      '["a", 1]',
      'a program and its words, such as ["pass", "show", "mail"] or "pass show mail"',
    ],
    [
      'smtp.password_command',
      `pass 'show`,
      'a program and its words, such as ["pass", "show", "mail"] or "pass show mail"',
    ],
    ['smtp.password_file', 'mail-password', 'a whole path, such as ~/.config/numina/mail-password'],
    ['webhook.url', 'http://example.com/', 'an https address (http on this machine alone)'],
    ['webhook.url', 'http://localhost.example.com/', 'an https address (http on this machine alone)'],
    ['webhook.url', 'ftp://localhost/', 'an https address (http on this machine alone)'],
    ['webhook.url', 'ntfy.sh/x', 'an https address (http on this machine alone)'],
  ])('%s refuses %j and names what is right', (key, text, right) => {
    expect(() => read(key, text)).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'bad_setting', hint: `Set it to ${right}.` }),
    );
  });
});

describe('the mail settings', () => {
  it('are filled in from each other', () => {
    expect(loadSmtpSettings(envWith('[smtp]\nhost = "smtp.example.com"\nuser = "ana@example.com"\n'))).toEqual({
      host: 'smtp.example.com',
      port: 587,
      user: 'ana@example.com',
      from: 'ana@example.com',
      to: 'ana@example.com',
      tls: 'required',
      passwordCommand: null,
      passwordFile: null,
    });
    expect(loadSmtpSettings(envWith('"smtp.to" = "ana@example.com"\n'))).toMatchObject({ from: 'ana@example.com' });
    expect(loadSmtpSettings(envWith('"smtp.user" = "ana"\n'))).toMatchObject({ from: null, to: null });
  });

  it('take a command as a list, commas and all, and a file below the home folder', () => {
    const env = envWith('[smtp]\npassword_command = ["sh", "-c", "echo a,b"]\npassword_file = "~/.mail"\n');
    expect(loadSmtpSettings(env)).toMatchObject({
      passwordCommand: ['sh', '-c', 'echo a,b'],
      passwordFile: '/home/ana/.mail',
    });
  });

  it.each([
    ['localhost', 'opportunistic'],
    ['127.0.0.1', 'opportunistic'],
    ['127.8.8.8', 'opportunistic'],
    ['::1', 'opportunistic'],
    ['mail.localhost', 'opportunistic'],
    ['localhost.example.com', 'required'],
    ['128.0.0.1', 'required'],
    ['smtp.example.com', 'required'],
  ])('encrypt for %s: %s', (host, tls) => {
    expect(loadSmtpSettings(envWith(`"smtp.host" = "${host}"\n`))).toMatchObject({ tls });
  });

  it.each(['off', 'opportunistic'])('are never %s for another machine', (tls) => {
    const env = envWith(`[smtp]\nhost = "smtp.example.com"\ntls = "${tls}"\n`);
    expect(() => loadSmtpSettings(env)).toThrow(`smtp.tls cannot be “${tls}” for smtp.example.com.`);
    expect(loadSmtpSettings(envWith(`[smtp]\nhost = "localhost"\ntls = "${tls}"\n`))).toMatchObject({ tls });
  });

  it('that do not go together are not saved', () => {
    const file = path('config.toml');
    expect(() => saveSetting(file, 'smtp.tls', 'off')).toThrow('a server that is not on this machine');
    saveSetting(file, 'smtp.host', 'localhost');
    saveSetting(file, 'smtp.tls', 'off');
    const before = readFileSync(file, 'utf8');
    expect(() => saveSetting(file, 'smtp.host', 'smtp.example.com')).toThrow('for smtp.example.com.');
    expect(() => saveSetting(file, 'smtp.host', null)).toThrow();
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('come back from the file as they were saved', () => {
    const file = path('config.toml');
    const command = ['sh', '-c', `echo "a,b" 'c' \\ # d`, ''];
    saveSetting(file, 'smtp.password_command', command);
    saveSetting(file, 'smtp.port', 465);
    expect(Object.fromEntries(parseSettings(readFileSync(file, 'utf8'), file))).toEqual({
      'smtp.password_command': command,
      'smtp.port': 465,
    });
  });
});

describe('a mistake in the settings of one channel', () => {
  const text = '[smtp]\nport = 99999\nhots = "x"\n[webhook]\nurl = "https://ntfy.sh/x"\n';

  it('is told by it', () => {
    expect(() => loadSmtpSettings(envWith(text))).toThrow('smtp.port cannot be “99999”.');
  });

  it('stops nothing else', () => {
    expect(loadWebhookUrl(envWith(text))).toBe('https://ntfy.sh/x');
    expect(loadSettings(envWith(text))).toMatchObject({ weekStart: 1 });
  });
});

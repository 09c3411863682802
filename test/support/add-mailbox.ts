import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { PASSWORD } from './dovecot.ts';
import type { Home } from './home.ts';
import { AUTH_SERVER } from './imap-samples.ts';

/** Adds the mailbox of a user as the feed `mail`, with its password in a file. */
export async function addMailbox(home: Home, user: string, port: number, ...more: readonly string[]): Promise<void> {
  const file = home.path(`password-${user}`);
  writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
  const words = ['sync', 'add', 'mail', `imap://localhost:${port}/INBOX`, '--user', user, '--password-file', file];
  const outcome = await home.run([...words, '--auth-server', AUTH_SERVER, ...more.flatMap((each) => each.split(' '))]);
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
}

import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MailSample, mailOf } from '../mail/mail-samples.ts';

export const SERVER = 'mx.example.com';

/** A mail as a server delivers it that has checked its sender. */
export function deliver(sample: MailSample, signer = 'momence.com'): Buffer {
  const checked = `Authentication-Results: ${SERVER}; dkim=pass header.d=${signer}\r\n`;
  return Buffer.concat([Buffer.from(checked), mailOf(sample)]);
}

/** Makes a Maildir; `mails` by the names of their files, such as `new/1.a` or `cur/1.a:2,S`, the oldest first. */
export function makeMaildir(path: string, mails: Readonly<Record<string, Buffer>> = {}): string {
  for (const folder of ['new', 'cur', 'tmp']) mkdirSync(join(path, folder), { recursive: true });
  let second = Date.parse('2026-11-21T10:00:00Z') / 1000;
  for (const [name, octets] of Object.entries(mails)) {
    writeFileSync(join(path, name), octets);
    second += 1;
    utimesSync(join(path, name), second, second);
  }
  return path;
}

/** A folder of formats of a person who has seen real mails of Momence. */
export function trustMomence(folder: string): string {
  const shipped = join(import.meta.dirname, '../../../src/intake/mail/formats/momence.toml');
  mkdirSync(folder, { recursive: true });
  const text = readFileSync(shipped, 'utf8').replace(/^known = .*$/m, 'known = "seen"');
  writeFileSync(join(folder, 'momence.toml'), text);
  return folder;
}

const FROM = 'Stillwater <momence@mail.momence.com>';

/** The mails of one class that is booked, moved and cancelled; `number` is the booking's. */
export function historyOf(number: number, day = 2) {
  const link = `<a href="https://momence.com/dashboard/bookings/${number}">View booking</a>`;
  const on = (date: number) =>
    new Date(Date.UTC(2026, 11, date)).toLocaleDateString('en-US', { dateStyle: 'full', timeZone: 'UTC' });
  const sample = (subject: string, minute: number, body: string): MailSample => ({
    ...{ from: FROM, subject },
    date: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
    body: `${body}${link}`,
  });
  const name = `Candlelight Yin ${number}`;
  return {
    confirmed: sample(
      `You're in! ${name} on December ${day}`,
      0,
      `<p>You're in! Your spot is booked.</p><p>${name}</p><p>with Saoirse Brennan</p><p>${on(day)}, 6:00 PM - 7:15 PM (EST)</p><p>Stillwater Studio</p>`,
    ),
    reminder: sample(
      `Reminder: ${name} is tomorrow`,
      1,
      `<p>This is a reminder of your class.</p><p>${name}</p><p>${on(day)}, 6:00 PM (EST)</p>`,
    ),
    moved: sample(
      `${name} has been rescheduled`,
      2,
      `<p>Your class has been rescheduled.</p><p>${name}</p><p>${on(day + 1)}, 6:30 PM (EST)</p>`,
    ),
    cancelled: sample(
      `Your booking for ${name} has been cancelled`,
      3,
      `<p>Your booking has been cancelled.</p><p>${name}</p><p>${on(day + 1)}, 6:30 PM (EST)</p>`,
    ),
  };
}

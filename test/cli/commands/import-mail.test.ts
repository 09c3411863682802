import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();

/** A mail with a calendar of one class, saved as a file. */
function saveMail(home: Home, name: string, method: 'REQUEST' | 'CANCEL', ...lines: readonly string[]): string {
  const calendar = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', `METHOD:${method}`, 'BEGIN:VEVENT'],
    ...['UID:spin@studio.example', 'DTSTART:20261126T230000Z', 'DURATION:PT45M', 'SUMMARY:Spin für alle', ...lines],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
  const mail = [
    ...['Return-Path: <hi@studio.example>', 'From: Studio <hi@studio.example>', 'Subject: Your booking'],
    ...['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary=cut', ''],
    ...['--cut', 'Content-Type: text/plain', '', 'See you!', '--cut'],
    ...[`Content-Type: text/calendar; charset=utf-8; method=${method}`, 'Content-Transfer-Encoding: base64', ''],
    ...[Buffer.from(calendar).toString('base64'), '--cut--', ''],
  ].join('\r\n');
  mkdirSync(home.path(), { recursive: true });
  writeFileSync(home.path(name), mail);
  return name;
}

test('a confirmation books, a cancellation cancels', async () => {
  const home = homes.empty();
  const confirmed = saveMail(home, 'booked.eml', 'REQUEST');
  expect(await home.json(['import', confirmed])).toMatchObject({ created: 1, skipped: [] });
  expect(await home.json(['import', confirmed])).toMatchObject({ created: 0, unchanged: 1 });
  const cancelled = saveMail(home, 'cancelled.eml', 'CANCEL', 'SEQUENCE:1', 'STATUS:CANCELLED');
  expect(await home.json(['import', cancelled])).toMatchObject({ created: 0, cancelled: 1 });
  expect(await home.bookings()).toMatchObject([
    { class: { name: 'Spin für alle' }, startsAt: '2026-11-26T18:00:00.000-05:00', status: 'cancelled' },
  ]);
});

test('the method alone cancels', async () => {
  const home = homes.empty();
  await home.run(['import', saveMail(home, 'booked.eml', 'REQUEST')]);
  expect(await home.json(['import', saveMail(home, 'cancelled', 'CANCEL', 'SEQUENCE:1')])).toMatchObject({
    cancelled: 1,
  });
});

test('a mail that is not a booking changes nothing, and numina says why', async () => {
  const home = homes.season();
  writeFileSync(home.path('mail.eml'), 'From: a@b.example\r\nSubject: Hello\r\n\r\nNo class today.\r\n');
  const { stdout, stderr, exitCode } = await home.run('import mail.eml');
  expect(stdout).toContain('The mail “Hello” is not a booking: no format knows mails of a@b.example.');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { fillVdir, isNewVdir, putInVdir } from '../../src/calendar/vdir.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

const SPIN = sampleBooking({ id: sampleId(1), className: 'Spin 45' });
const YOGA = sampleBooking({ id: sampleId(2) });
const LONG_AGO = new Date('2001-01-01T00:00:00Z');

/** Names and contents, hidden files too. */
function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(inFolder()).map((name) => [name, readFileSync(inFolder(name), 'utf8')]));
}

describe('a folder of one file per booking', () => {
  it('holds a calendar of one event for each', async () => {
    expect(isNewVdir(inFolder())).toBe(true);
    expect(await fillVdir(inFolder(), [SPIN, YOGA])).toEqual({ written: 2, removed: 0, unchanged: 0 });
    expect(isNewVdir(inFolder())).toBe(false);
    const files = contents();
    expect(Object.keys(files)).toEqual([`${SPIN.id}.ics`, `${YOGA.id}.ics`]);
    for (const { id, className } of [SPIN, YOGA]) {
      const calendar = new ICAL.Component(ICAL.parse(files[`${id}.ics`] ?? ''));
      const [event, ...others] = calendar.getAllSubcomponents('vevent');
      expect(others).toEqual([]);
      expect(event?.getFirstPropertyValue('uid')).toBe(`${id}@numina`);
      expect(event?.getFirstPropertyValue('summary')).toBe(className);
      // RFC 4791 §4.1 forbids it, and a name is the collection's.
      expect(calendar.getFirstProperty('method')).toBeNull();
      expect(calendar.getFirstProperty('name')).toBeNull();
      expect(statSync(inFolder(`${id}.ics`)).mode & 0o777).toBe(0o600);
    }
  });

  it('keeps what has not changed as it is, and writes what has', async () => {
    await fillVdir(inFolder(), [SPIN, YOGA]);
    for (const { id } of [SPIN, YOGA]) utimesSync(inFolder(`${id}.ics`), LONG_AGO, LONG_AGO);
    const moved = { ...YOGA, startsAt: '2026-11-25T00:00:00.000Z', sequence: 1 };
    expect(await fillVdir(inFolder(), [SPIN, moved])).toEqual({ written: 1, removed: 0, unchanged: 1 });
    expect(statSync(inFolder(`${SPIN.id}.ics`)).mtime).toEqual(LONG_AGO);
    expect(statSync(inFolder(`${YOGA.id}.ics`)).mtime).not.toEqual(LONG_AGO);
    expect(contents()[`${YOGA.id}.ics`]).toContain('DTSTART:20261125T000000Z');
  });

  it('loses what is no more, and nothing that others put there', async () => {
    await fillVdir(inFolder(), [SPIN, YOGA]);
    const foreign = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:dentist@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    const names = ['dentist.ics', 'color', '.hidden', `${sampleId(3)}.ics`];
    for (const name of names) writeFileSync(inFolder(name), foreign);
    mkdirSync(inFolder(`${sampleId(4)}.ics`));
    symlinkSync('nowhere', inFolder(`${sampleId(5)}.ics`));
    expect(await fillVdir(inFolder(), [YOGA])).toEqual({ written: 0, removed: 1, unchanged: 1 });
    const left = [...names, `${YOGA.id}.ics`, `${sampleId(4)}.ics`, `${sampleId(5)}.ics`];
    expect(readdirSync(inFolder()).sort()).toEqual(left.sort());
  });

  it('follows a single booking', async () => {
    await fillVdir(inFolder(), [SPIN, YOGA]);
    putInVdir(inFolder(), YOGA.id, null);
    putInVdir(inFolder(), sampleId(9), null);
    expect(readdirSync(inFolder())).toEqual([`${SPIN.id}.ics`]);
    putInVdir(inFolder(), SPIN.id, { ...SPIN, className: 'Spin 60' });
    putInVdir(inFolder(), YOGA.id, YOGA);
    expect(readdirSync(inFolder())).toEqual([`${SPIN.id}.ics`, `${YOGA.id}.ics`]);
    expect(contents()[`${SPIN.id}.ics`]).toContain('SUMMARY:Spin 60\r\n');
  });

  it('writes wall times with the rules of their zone alone, where it is asked to', async () => {
    const berlin = sampleBooking({ id: sampleId(7), zone: 'Europe/Berlin' });
    await fillVdir(inFolder(), [YOGA, berlin], ['America/New_York', 'Europe/Berlin']);
    const file = contents()[`${berlin.id}.ics`] ?? '';
    expect(file).toContain('DTSTART;TZID=Europe/Berlin:20261124T180000\r\n');
    expect(file.match(/TZID:.*/g)).toEqual(['TZID:Europe/Berlin']);
  });

  it('leaves no draft behind where it cannot write', async () => {
    mkdirSync(inFolder(`${SPIN.id}.ics`));
    const filling = fillVdir(inFolder(), [SPIN]);
    await expect(filling).rejects.toMatchObject({ code: 'cannot_write', kind: 'failure' });
    expect(readdirSync(inFolder())).toEqual([`${SPIN.id}.ics`]);
  });

  it('says so where there is no folder', async () => {
    writeFileSync(inFolder('file'), '');
    await expect(fillVdir(inFolder('file'), [])).rejects.toThrow(`${inFolder('file')} is no folder.`);
    await expect(fillVdir(inFolder('none'), [])).rejects.toThrow('cannot be written (ENOENT)');
  });
});

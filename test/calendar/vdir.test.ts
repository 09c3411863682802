import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isNewVdir, putInVdir, VdirFilling } from '../../src/calendar/vdir.ts';
import { sampleId } from '../support/booking-samples.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const inFolder = useTemporaryFolder();

const [SPIN, YOGA] = [sampleId(1), sampleId(2)];
const LONG_AGO = new Date('2001-01-01T00:00:00Z');

/** An item as small as it can be. */
function item(id: string, more = ''): string {
  return `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:${id}@numina\r\n${more}END:VEVENT\r\nEND:VCALENDAR\r\n`;
}

function fill(items: Readonly<Record<string, string>>) {
  const filling = new VdirFilling(inFolder());
  for (const [id, text] of Object.entries(items)) filling.put(id, text);
  return filling.end();
}

/** Names and contents, hidden files too. */
function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(inFolder()).map((name) => [name, readFileSync(inFolder(name), 'utf8')]));
}

describe('a folder of one file per booking', () => {
  it('loses the drafts of processes that were killed, and of no other', () => {
    const dead = spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).stdout.trim();
    const [left, alive] = [`.${SPIN}.ics.${dead}.tmp`, `.${SPIN}.ics.${process.ppid}.tmp`];
    for (const name of [left, alive, `.notes.${dead}.tmp`]) writeFileSync(inFolder(name), 'half');
    fill({});
    expect(Object.keys(contents()).sort()).toEqual([alive, `.notes.${dead}.tmp`].sort());
  });

  it('holds what was put into it, for this person alone', () => {
    expect(isNewVdir(inFolder())).toBe(true);
    expect(fill({ [SPIN]: item(SPIN), [YOGA]: item(YOGA) })).toEqual({ written: 2, removed: 0, unchanged: 0 });
    expect(isNewVdir(inFolder())).toBe(false);
    expect(contents()).toEqual({ [`${SPIN}.ics`]: item(SPIN), [`${YOGA}.ics`]: item(YOGA) });
    for (const id of [SPIN, YOGA]) expect(statSync(inFolder(`${id}.ics`)).mode & 0o777).toBe(0o600);
  });

  it('keeps what has not changed as it is, and writes what has', () => {
    fill({ [SPIN]: item(SPIN), [YOGA]: item(YOGA) });
    for (const id of [SPIN, YOGA]) utimesSync(inFolder(`${id}.ics`), LONG_AGO, LONG_AGO);
    const moved = item(YOGA, 'SEQUENCE:1\r\n');
    expect(fill({ [SPIN]: item(SPIN), [YOGA]: moved })).toEqual({ written: 1, removed: 0, unchanged: 1 });
    expect(statSync(inFolder(`${SPIN}.ics`)).mtime).toEqual(LONG_AGO);
    expect(statSync(inFolder(`${YOGA}.ics`)).mtime).not.toEqual(LONG_AGO);
    expect(contents()[`${YOGA}.ics`]).toBe(moved);
  });

  it('loses the files of bookings that are gone, and nothing that others put there', () => {
    fill({ [SPIN]: item(SPIN), [YOGA]: item(YOGA) });
    const foreign = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:dentist@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    const names = ['dentist.ics', 'color', '.hidden', `${sampleId(3)}.ics`];
    for (const name of names) writeFileSync(inFolder(name), foreign);
    mkdirSync(inFolder(`${sampleId(4)}.ics`));
    symlinkSync('nowhere', inFolder(`${sampleId(5)}.ics`));
    expect(fill({ [YOGA]: item(YOGA) })).toEqual({ written: 0, removed: 1, unchanged: 1 });
    const left = [...names, `${YOGA}.ics`, `${sampleId(4)}.ics`, `${sampleId(5)}.ics`];
    expect(readdirSync(inFolder()).sort()).toEqual(left.sort());
  });

  it('loses the copies that other programs made of its items', () => {
    fill({ [SPIN]: item(SPIN), [YOGA]: item(YOGA) });
    const copies = [`${sampleId(6)}.ics`, `${YOGA}@numina.ics`, `${sampleId(7)}@numina.ics`];
    // Their line ends are not ours.
    for (const name of copies) writeFileSync(inFolder(name), item(YOGA).replaceAll('\r', ''));
    writeFileSync(inFolder('backup.ics'), item(YOGA));
    expect(fill({ [SPIN]: item(SPIN), [YOGA]: item(YOGA) })).toEqual({ written: 0, removed: 3, unchanged: 2 });
    expect(Object.keys(contents())).toEqual([`${SPIN}.ics`, `${YOGA}.ics`, 'backup.ics'].sort());
  });

  it('follows a single booking', () => {
    fill({ [SPIN]: item(SPIN), [YOGA]: item(YOGA) });
    putInVdir(inFolder(), YOGA, null);
    putInVdir(inFolder(), sampleId(9), null);
    expect(readdirSync(inFolder())).toEqual([`${SPIN}.ics`]);
    putInVdir(inFolder(), SPIN, item(SPIN, 'SUMMARY:Spin 60\r\n'));
    putInVdir(inFolder(), YOGA, item(YOGA));
    expect(readdirSync(inFolder())).toEqual([`${SPIN}.ics`, `${YOGA}.ics`]);
    expect(contents()[`${SPIN}.ics`]).toContain('SUMMARY:Spin 60\r\n');
  });

  it('leaves no draft behind where it cannot write', () => {
    mkdirSync(inFolder(`${SPIN}.ics`));
    expect(() => fill({ [SPIN]: item(SPIN) })).toThrow(
      expect.objectContaining({ code: 'cannot_write', kind: 'failure' }),
    );
    expect(readdirSync(inFolder())).toEqual([`${SPIN}.ics`]);
  });

  it('says so where there is no folder', () => {
    writeFileSync(inFolder('file'), '');
    expect(() => new VdirFilling(inFolder('file'))).toThrow(`${inFolder('file')} is not a folder.`);
    expect(() => new VdirFilling(inFolder('none'))).toThrow('cannot be written (ENOENT)');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { type Home, useHomes } from '../support/home.ts';
import { CTRL_C, hasScript, onTerminal } from './on-terminal.ts';

const homes = useHomes();
let home: Home;

async function statuses(): Promise<string> {
  return (await home.bookings()).map(({ class: { name }, status }) => `${name} ${status}`).join(', ');
}

beforeEach(async () => {
  home = homes.empty();
  for (const line of ['Yoga 2026-11-21T18:00', 'Spin 2026-11-22T18:00', 'Boxing 2026-11-23T19:00']) {
    await home.run(`book ${line}`);
  }
});

describe.skipIf(!hasScript)('numina inbox on a terminal (needs script of util-linux)', () => {
  const QUESTION = 'uit › ';

  it('is silent to a person who wants no questions', async () => {
    const { screen, exitCode } = await onTerminal(home, 'numina inbox --no-input; numina inbox --json');
    expect(exitCode).toBe(0);
    expect(screen).not.toContain('[a]ttended');
  });

  it('settles each with one key', async () => {
    const { screen, exitCode } = await onTerminal(home, 'numina inbox', [
      ['1/3', 'a'],
      ['2/3', 'n'],
      ['3/3', 'c'],
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toContain('✓ Yoga · week 1/1');
    expect(screen).toContain('3 classes settled, none left.');
    expect(await statuses()).toBe('Yoga attended, Spin no_show, Boxing cancelled');
    expect((await home.json<{ done: unknown[] }>('undo --list')).done).toHaveLength(6);
  });

  it.each(['clear', 'aaa', 'a\r', '\x1b[200~attended\x1b[201~'])(
    'takes none of %j at once, and says so',
    async (keys) => {
      const { screen, exitCode } = await onTerminal(home, 'numina inbox', [
        [QUESTION, keys],
        ['Several keys at once: none was taken', ''],
        [QUESTION, 'n'],
        ['2/3', 'q'],
      ]);
      expect(exitCode).toBe(0);
      expect(screen).toContain('1 settled, 2 left');
      expect(await statuses()).toBe('Yoga no_show, Spin booked, Boxing booked');
    },
  );

  it.each(['\x1b[B', '\x1bOA', '\x1b[3~', '\r', ' ', 'x', '\x1ba'])('passes over the key %j', async (key) => {
    await onTerminal(home, 'numina inbox', [
      [QUESTION, key],
      ['That key does nothing here; ? explains', ''],
      [QUESTION, 'a'],
      ['✓ Yoga · week 1/1 · u takes it back', ''],
      ['2/3', '\x1b'],
    ]);
    expect(await statuses()).toBe('Yoga attended, Spin booked, Boxing booked');
  });

  it('explains its keys', async () => {
    const { screen } = await onTerminal(home, 'numina inbox', [
      [QUESTION, '?'],
      ['take back the last key', ''],
      [QUESTION, 'c'],
      ['– Yoga · cancelled · u takes it back', ''],
      ['2/3', 'u'],
      ['Taken back: Yoga', ''],
      ['1/3', 'q'],
    ]);
    expect(screen).toMatch(/A {2}attended, this and all that are left/);
    expect(screen).toContain('0 settled, 3 left');
    expect(await statuses()).toBe('Yoga booked, Spin booked, Boxing booked');
  });

  it('skips, undoes, and ends when told to', async () => {
    const { screen } = await onTerminal(home, 'numina inbox', [
      ['1/3', 'u'],
      ['Nothing to undo here', ''],
      ['1/3', 'a'],
      ['2/3', 's'],
      ['3/3', 'u'],
      ['2/3', 'u'],
      ['1/3', 'n'],
      ['2/3', 'q'],
    ]);
    expect(screen).toContain('1 settled, 2 left: numina inbox');
    expect(await statuses()).toBe('Yoga no_show, Spin booked, Boxing booked');
    expect(await home.json('stats --verify')).toMatchObject({ ok: true });
  });

  it('A marks all that are left attended, as one step', async () => {
    const { screen } = await onTerminal(home, 'numina inbox', [
      ['1/3', 's'],
      ['2/3', 'A'],
    ]);
    expect(screen).toContain('First class');
    expect(await statuses()).toBe('Yoga booked, Spin attended, Boxing attended');
    await home.run('undo');
    expect(await statuses()).toBe('Yoga booked, Spin booked, Boxing booked');
  });

  it('keeps what was marked when it is interrupted', async () => {
    const { screen, exitCode } = await onTerminal(home, 'numina inbox', [
      ['1/3', 'a'],
      ['2/3', ''],
      // Only a question takes the key as its own; before it the terminal makes it a signal.
      [QUESTION, CTRL_C],
    ]);
    expect(exitCode).toBe(130);
    expect(screen).toContain('what was marked stays marked');
    expect(await statuses()).toBe('Yoga attended, Spin booked, Boxing booked');
  });
});

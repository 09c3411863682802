import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { namesOf, useHomes } from '../support/home.ts';
import { CTRL_C, DOWN, ENTER, hasScript, onTerminal } from './on-terminal.ts';

const homes = useHomes();

describe.skipIf(!hasScript)('on a terminal (needs script of util-linux)', { concurrent: true }, () => {
  test('book alone asks for the class and the time', async () => {
    const home = homes.empty();
    const { screen, exitCode } = await onTerminal(home, 'numina book', [
      ['Which class?', `Barre${ENTER}`],
      ['When?', `tomorrow 7am${ENTER}`],
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toContain('Recorded Barre · Wed 25 Nov 07:00–08:00');
    expect(await home.bookings()).toMatchObject([{ class: { name: 'Barre' }, localDate: '2026-11-25' }]);
  });

  test('sync add alone asks for the name and the address', async () => {
    const home = homes.empty();
    const { screen, exitCode } = await onTerminal(home, 'numina sync add', [
      ['What is the feed called?', `studio${ENTER}`],
      ['Which address, or mindbody?', `https://studio.example/ana.ics${ENTER}`],
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toContain('Added studio · studio.example');
    expect(await home.json('sync list')).toMatchObject([{ name: 'studio' }]);
  });

  test('a time that is not understood is asked for again; Enter alone records no guess', async () => {
    const home = homes.empty();
    const { screen, exitCode } = await onTerminal(home, 'numina book Barre', [
      ['When?', ENTER],
      ['The time is empty', `thu sex${ENTER}`],
      ['Not understood', '\x15thu 6pm\r'],
    ]);
    expect(exitCode).toBe(0);
    expect(screen).toContain('Thu 26 Nov 18:00');
    expect(await home.bookings()).toHaveLength(1);
  });

  test('a time with several meanings is chosen from a list, given or asked', async () => {
    const home = homes.empty();
    const given = await onTerminal(home, 'numina book Barre next fri 18:00', [['Which is meant?', DOWN + ENTER]]);
    expect(given.exitCode).toBe(0);
    expect(given.screen).toContain('Friday 27 November 2026, 18:00');
    const asked = await onTerminal(home, 'numina book Spin', [
      ['When?', `fri 7${ENTER}`],
      ['Which is meant?', ENTER],
    ]);
    expect(asked.exitCode).toBe(0);
    const filtered = await onTerminal(home, 'numina list --from "next fri" --plain', [
      ['Which is meant?', DOWN + ENTER],
    ]);
    expect(filtered.exitCode).toBe(0);
    expect(filtered.screen).toContain('Barre');
    expect(filtered.screen).not.toContain('Spin\t');
    expect((await home.bookings()).map(({ startsAt }) => startsAt)).toEqual([
      '2026-11-27T07:00:00.000-05:00',
      '2026-12-04T18:00:00.000-05:00',
    ]);
  });

  test('a new name that is nearly a known one is asked about', async () => {
    const home = homes.season();
    const { exitCode } = await onTerminal(home, 'numina book Boxin9 sat 18:00', [['Do you mean “Boxing”', ENTER]]);
    expect(exitCode).toBe(0);
    expect(namesOf(await home.bookings()).filter((name) => name === 'Boxing')).toHaveLength(2);
  });

  test.each([
    ['numina book', 'Which class?'],
    ['numina book Barre', 'When?'],
    ['numina delete next', 'Delete it?'],
    ['numina cancel', 'Which booking?'],
  ])('Ctrl-C in a question of %s ends with 130 and changes nothing', async (line, question) => {
    const home = homes.season();
    const before = await home.bookings();
    const { screen, exitCode } = await onTerminal(home, line, [[question, CTRL_C]]);
    expect(exitCode).toBe(130);
    expect(screen).toContain('Stopped; nothing was changed.');
    expect(screen).not.toMatch(/\n\s+at |ExitPromptError/);
    expect(await home.bookings()).toEqual(before);
  });

  test('delete shows what it would remove; no, the default, removes nothing', async () => {
    const home = homes.season();
    for (const answer of [`n${ENTER}`, ENTER]) {
      const { screen, exitCode } = await onTerminal(home, 'numina delete next "mon boxing"', [
        ['Delete them all?', answer],
      ]);
      expect(screen).toMatch(/2026-11-24 18:00 {2}Spin 45[\s\S]*2026-11-23 21:30 {2}Boxing[\s\S]*Delete them all\?/);
      expect(screen).toContain('Nothing was deleted.');
      expect(exitCode).toBe(0);
    }
    expect(await home.bookings()).toHaveLength(9);
    const { exitCode } = await onTerminal(home, 'numina delete next', [['Delete it?', `y${ENTER}`]]);
    expect(exitCode).toBe(0);
    expect(await home.bookings()).toHaveLength(8);
  });

  test('a booking that is missing is picked from those a command can act on', async () => {
    const home = homes.season();
    const { screen, exitCode } = await onTerminal(home, 'numina cancel', [['Which booking?', DOWN + ENTER]]);
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/Cancelled Vinyasa Flow[\s\S]*Thu 26 Nov 07:30/);
    expect(screen).not.toContain('Reformer');
  });

  test('attend alone asks a person which of several it is', async () => {
    const home = homes.empty();
    await home.run('book Yoga 2026-11-24T07:00');
    await home.run('book Spin 2026-11-24T08:00');
    await onTerminal(home, 'numina attend', [['Which booking?', DOWN + ENTER]]);
    expect(namesOf(await home.json('list --status attended'))).toEqual(['Spin']);
  });

  test.each([
    ['numina book --no-input', {}],
    ['numina --no-input cancel', {}],
    ['numina delete next', { NUMINA_NO_INPUT: '1' }],
    ['numina book </dev/null', {}],
    ['numina book 2>/dev/null', {}],
  ])('%s with %o asks nothing', async (line, env) => {
    const home = homes.season();
    const { exitCode } = await onTerminal(home, line, [], env);
    expect(exitCode).toBe(2);
  });

  test('--json asks on standard error and leaves standard output to the document', async () => {
    const home = homes.empty();
    const { exitCode } = await onTerminal(home, 'numina book --json >booking.json', [
      ['Which class?', `Barre${ENTER}`],
      ['When?', `tomorrow 7am${ENTER}`],
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(readFileSync(home.path('booking.json'), 'utf8'))).toMatchObject({ class: { name: 'Barre' } });
  });

  test('list runs down to the past, with a line at now; in a pipe it ascends', async () => {
    const home = homes.season();
    const { screen } = await onTerminal(home, 'numina list', [], { NUMINA_PAGER: 'cat' });
    expect(screen).toMatch(/Barre[\s\S]*── now · Tue 24 Nov 09:12 ─[\s\S]*Boxing[\s\S]*no-show/);
    const { stdout } = await home.run('list');
    expect(stdout).toMatch(/no-show[\s\S]*Boxing[\s\S]*now · [\s\S]*Barre/);
  });

  test('a long list goes through the pager, a short one does not', async () => {
    const home = homes.season();
    await home.run('book Boxing 2027-01-04T19:00 --repeat weekly --count 60');
    const env = { NUMINA_PAGER: 'head -n 1', PAGER: 'false' };
    const long = await onTerminal(home, 'numina list', [], env);
    expect(long.exitCode).toBe(0);
    expect(long.screen.trimEnd().split('\n')).toHaveLength(1);
    const short = await onTerminal(home, 'numina list --limit 3', [], env);
    expect(short.screen).toMatch(/Vinyasa Flow[\s\S]*Spin 45[\s\S]*now ·[\s\S]*Boxing/);
    expect((await onTerminal(home, 'numina list', [], { NUMINA_PAGER: 'no-such-pager' })).screen).toMatch(/Boxing/);
  });

  test('next tells a person that there is none', async () => {
    expect((await onTerminal(homes.empty(), 'numina next')).screen).toContain('No class is booked');
    expect(await homes.empty().run('next')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['numina list', {}, true],
    ['numina list', { NO_COLOR: '1' }, false],
    ['numina list', { NO_COLOR: '' }, true],
    ['numina list', { TERM: 'dumb' }, false],
    ['numina list --color never', {}, false],
    ['numina list --no-color', {}, false],
    ['numina list --json', {}, false],
    ['numina list --plain', {}, false],
    ['numina list | cat', {}, false],
  ])('%s with %o: coloured %s', async (line, env, isColoured) => {
    const { raw, exitCode } = await onTerminal(homes.season(), line, [], { NUMINA_PAGER: 'cat', ...env });
    expect(exitCode).toBe(0);
    if (isColoured) expect(raw).toMatch(/\x1b\[\d+m/);
    else expect(raw).not.toMatch(/\x1b\[\d+m/);
  });
});

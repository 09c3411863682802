import { describe, expect, it } from 'vitest';
import { openProcess } from '../../src/app.ts';
import { queryBookings } from '../../src/bookings/booking-query.ts';
import type { Prompter } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/program.ts';
import { styleOf } from '../render/samples.ts';
import { useDatabasePlace } from '../support/database-place.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const folder = useTemporaryFolder();
const place = useDatabasePlace();

interface Outcome {
  readonly text: string;
  readonly notes: readonly string[];
  readonly left: number;
}

/** One command in a process of its own, as far as its data goes; `answer` is a person's, null where nobody is there. */
async function run(line: string, time: string, answer: boolean | null = null): Promise<Outcome & { asked: string[] }> {
  const env = {
    HOME: folder(),
    NUMINA_DB: place(),
    NUMINA_NOW: `2026-11-22T${time}:00-05:00`,
    NUMINA_ZONE: 'America/New_York',
  };
  const session = openProcess({ env }).session();
  const asked: string[] = [];
  const prompter = {
    tell: (lines: readonly string[]) => asked.push(...lines),
    confirm: async (question: string) => {
      asked.push(question);
      return answer;
    },
  } as unknown as Prompter;
  try {
    const invocation = await readCommandLine(line.split(' '), { write: () => undefined, width: 80 });
    if (!invocation) throw new Error('help');
    const { action } = await invocation.spec.load();
    const style = styleOf(80, { clock: '12' });
    const parsed = await action.parse(invocation.raw, { isScreen: false }, session);
    const input = (await action.prepare?.(session, parsed, answer === null ? null : prompter, style)) ?? parsed;
    const result = await action.run(session, input, () => undefined);
    const { store } = await session.bookings();
    const left = (await queryBookings(store, {})).length;
    return { text: action.toText(result, style), notes: action.toNotes?.(result, style) ?? [], left, asked };
  } finally {
    await session.process.close();
  }
}

const SERIES = 'book Spin --at 2026-12-01T18:00 --repeat weekly --count 12';

describe('undo of many bookings', () => {
  it('is asked about on a terminal, names them, and no changes nothing', async () => {
    await run(SERIES, '09:00');
    const { asked, notes, left } = await run('undo', '09:01', false);
    // As it stands: nothing is undone yet.
    expect(asked.join('\n')).toMatch(/^undo .* booked 12 × Spin, Tue 6:00 pm$/m);
    expect(asked.slice(-4)).toEqual([
      '  Spin, Tue 26 Jan 2027 6:00 pm',
      '  Spin, Tue 2 Feb 2027 6:00 pm',
      '  and 2 more',
      'Take this back?',
    ]);
    expect(notes).toEqual(['Nothing was changed.']);
    expect(left).toBe(12);
    expect((await run('undo', '09:02', true)).left).toBe(0);
    const redone = await run('redo', '09:03', true);
    expect(redone.asked.join('\n')).toMatch(/^redo .* undone$/m);
    expect(redone.asked.at(-1)).toBe('Bring this back?');
    expect(redone.left).toBe(12);
  });

  it('with --yes, or where nobody can be asked, is done and named', async () => {
    await run(SERIES, '09:00');
    const undone = await run('undo --yes', '09:01', false);
    expect(undone).toMatchObject({ asked: [], left: 0, text: 'Undone: booked 12 × Spin, Tue 6:00 pm' });
    expect(undone.notes).toHaveLength(11);
    expect(undone.notes[0]).toBe('  Spin, Tue 1 Dec 6:00 pm');
    expect((await run('redo', '11:30')).left).toBe(12);
  });
});

describe('undo of a step long ago', () => {
  it('is asked about, so that one behind a command that failed is not taken back unasked', async () => {
    await run('book Spin --at 2026-12-01T18:00', '09:00');
    const { asked, left } = await run('undo', '10:01', false);
    expect(asked.join('\n')).toContain('booked Spin, Tue 1 Dec 6:00 pm');
    expect(asked.at(-1)).toBe('Take this back?');
    expect(left).toBe(1);
  });

  it('of the last hour is not', async () => {
    await run('book Spin --at 2026-12-01T18:00', '09:00');
    const undone = await run('undo', '10:00', false);
    expect(undone).toMatchObject({ asked: [], left: 0, notes: [], text: 'Undone: booked Spin, Tue 1 Dec 6:00 pm' });
  });
});

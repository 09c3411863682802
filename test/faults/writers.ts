import { expect } from 'vitest';
import type { Home } from '../e2e/program.ts';
import type { OwnServer } from '../support/own-server.ts';

// People at many keyboards while the server fails: each books and cancels classes of its own, and notes what it was told.

/** What a record may say of a class after what a writer was told: one state, or two where the outcome is unknown. */
type State = 'absent' | 'booked' | 'cancelled';

interface Written {
  readonly name: string;
  may: ReadonlySet<State>;
}

export interface Told {
  /** By how they ended: `done`, or the code of the error. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly written: readonly Written[];
}

/** Commands that failed otherwise than a person may be told: a wrong exit code, a stack trace, no next step. */
const WELL_SAID = { exitCode: 5, stdout: '', message: expect.stringMatching(/^[^\n]+\.$/), hint: expect.any(String) };

/** Lets so many writers write until `end` is true, one command after another. */
export async function letWrite(home: Home, address: string, writers: number, end: () => boolean): Promise<Told> {
  const outcomes = new Map<string, number>();
  const written: Written[] = [];

  async function tell(words: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await home.run([...words, '--json'], {
      env: { NUMINA_DB: address },
      timeoutMs: 60_000,
    });
    let outcome = 'done';
    if (exitCode !== 0) {
      const { code, message, hint } = errorIn(stderr);
      expect({ exitCode, stdout, message, hint }, `${words.join(' ')}: ${stderr}`).toEqual(WELL_SAID);
      outcome = code;
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    return outcome;
  }

  async function write(writer: number): Promise<void> {
    for (let turn = 0; !end(); turn += 1) {
      const name = `Class ${writer}-${turn}`;
      const day = String((turn % 28) + 1).padStart(2, '0');
      const month = String((Math.floor(turn / 28) % 12) + 1).padStart(2, '0');
      const booked = await tell(['book', name, '--at', `2027-${month}-${day}T${writer + 10}:00`]);
      const one: Written = { name, may: after(booked, 'absent', 'booked') };
      written.push(one);
      if (booked !== 'done' || turn % 3 !== 0 || end()) continue;
      one.may = after(await tell(['cancel', name]), 'booked', 'cancelled');
    }
  }

  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return { outcomes, written };
}

function after(outcome: string, before: State, then: State): ReadonlySet<State> {
  if (outcome === 'done' || outcome === 'failed_after_saving') return new Set([then]);
  return new Set(outcome === 'outcome_unknown' ? [before, then] : [before]);
}

function errorIn(stderr: string): { readonly code: string; readonly message: string; readonly hint: string } {
  try {
    return JSON.parse(stderr).error;
  } catch {
    return { code: 'no JSON', message: stderr, hint: '' };
  }
}

/** Checks the record against what its writers were told: nothing acknowledged is lost, nothing refused is there. */
export async function holdToTold(server: OwnServer, database: string, { written }: Told): Promise<void> {
  const rows = await server.admin<{ name: string; status: State; count: string }>(
    'select class_name as name, status, count(*) as count from bookings group by 1, 2',
    database,
  );
  const found = new Map(rows.map(({ name, status }) => [name, status]));
  const state = (name: string) => found.get(name) ?? 'absent';
  const wrong = written.filter(({ name, may }) => !may.has(state(name)));
  expect(wrong.map(({ name, may }) => `${name}: told ${[...may].join(' or ')}, is ${state(name)}`)).toEqual([]);
  expect(
    rows.filter(({ count }) => count !== '1'),
    'duplicates',
  ).toEqual([]);
  expect(rows.length, 'bookings of nobody').toBeLessThanOrEqual(written.length);

  // A change is whole: with its step in the journal, its class, its statistics.
  const [whole] = await server.admin(
    `select (select count(*) from journal_entries) as steps, (select max(position) from journal_entries) as last,
       (select count(*) from fitness_classes) as classes, (select coalesce(sum(total_booked), 0) from attendance_stats) as counted`,
    database,
  );
  const cancelled = rows.filter(({ status }) => status === 'cancelled').length;
  const steps = String(rows.length + cancelled);
  expect(whole).toEqual({
    steps,
    last: rows.length === 0 ? null : Number(steps),
    classes: String(rows.length),
    counted: String(rows.length),
  });
}

import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { useHomes } from '../e2e/program.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';

const WRITERS = 8;
const SLOTS = 6;

describe.skipIf(SERVER_PROGRAMS === null)('many machines of one person (needs PostgreSQL)', () => {
  const server = useOwnServer({ within: tmpdir() });
  const homes = useHomes();

  it('record the same class at the same time once, and refuse it to all others', async () => {
    const database = await server.makeDatabase();
    const home = homes.empty();
    const book = async (slot: number) => {
      const { exitCode, stderr } = await home.run(['book', 'Boxing', '--at', `2027-03-0${slot + 1}T19:00`, '--json'], {
        env: { NUMINA_DB: server.address(database) },
        timeoutMs: 60_000,
      });
      return exitCode === 0 ? 'recorded' : `${exitCode} ${JSON.parse(stderr).error.code}`;
    };
    const outcomes = new Map<string, number>();
    for (let slot = 0; slot < SLOTS; slot += 1) {
      for (const outcome of await Promise.all(Array.from({ length: WRITERS }, () => book(slot)))) {
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(outcomes)).toEqual({ recorded: SLOTS, '4 duplicate_booking': SLOTS * (WRITERS - 1) });
    const rows = await server.admin<{ day: string; count: string }>(
      'select class_date as day, count(*) as count from bookings group by 1 order by 1',
      database,
    );
    expect(rows.map(({ count }) => count)).toEqual(Array.from({ length: SLOTS }, () => '1'));
    const steps = await server.admin<{ count: string; last: number }>(
      'select count(*) as count, max(position) as last from journal_entries',
      database,
    );
    expect(steps).toEqual([{ count: String(SLOTS), last: SLOTS }]);
  });
});

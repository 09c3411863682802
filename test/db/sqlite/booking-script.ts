import { randomUUID } from 'node:crypto';
import type { BookingContext } from '../../../src/bookings/booking-context.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { addDays } from '../../../src/time/civil.ts';
import { fixedClock } from '../../../src/time/clock.ts';
import { book } from '../../support/book.ts';

/** Three classes in one transaction, again and again: the database, a name for the classes, how often. */
async function main(path: string, name: string, turns: number): Promise<void> {
  const now = new Date('2026-11-20T10:00:00Z');
  const database = await openDatabase({ path, createFolder: false, now });
  const clock = fixedClock(now);
  const context: BookingContext = { store: database.store, clock, homeZone: 'UTC', newId: randomUUID, listeners: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    const when = `${addDays('2026-12-01', turn * 3)}T18:00`;
    const { bookings } = await book(context, name, when, { repeat: { rule: 'daily', count: 3, until: null } });
    // A pipe takes it at once: who reads the line knows that the bookings are on the disk.
    process.stdout.write(`${bookings.map(({ id }) => id).join(' ')}\n`);
  }
  await database.close();
}

const [, , path = '', name = '', turns = '1'] = process.argv;
main(path, name, Number(turns)).catch((error: unknown) => {
  process.exitCode = 1;
  process.stderr.write(String(error));
});

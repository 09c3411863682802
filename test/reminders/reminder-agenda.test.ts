import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { deleteBookings } from '../../src/bookings/mark-service.ts';
import { ReminderAgenda } from '../../src/reminders/reminder-agenda.ts';
import { claimReminder, confirmReminder } from '../../src/reminders/reminder-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const ms = (time: string): number => Date.parse(`2026-11-24T${time}:00.000Z`);

/** A class on 24 November at a time of UTC, with a number of its own. */
function classAt(time: string, number: number, fields: Parameters<typeof sampleBooking>[0] = {}) {
  const startsAt = new Date(ms(time)).toISOString();
  const id = sampleId(number * 0x10000);
  return sampleBooking({
    id,
    zone: 'UTC',
    startsAt,
    startsLocal: startsAt.slice(0, 19),
    className: `No. ${number}`,
    ...fields,
  });
}

/** An agenda on a clock that a test sets. */
function agendaAt(time: string) {
  const moment = { ms: ms(time) };
  const context = {
    ...db.at('2026-11-24T00:00:00Z'),
    clock: { now: () => new Date(moment.ms) },
    homeZone: () => 'UTC',
  };
  return { agenda: new ReminderAgenda(context), context, moment };
}

describe('the agenda', () => {
  it('has nothing, ever, before it is loaded', async () => {
    await db.store(classAt('12:00', 1));
    const { agenda } = agendaAt('11:30');
    expect([agenda.due('desktop'), agenda.nextMs]).toEqual([null, Number.POSITIVE_INFINITY]);
  });

  it('gives what is due of the class that begins first, in whatever order they are stored', async () => {
    await db.store(classAt('12:40', 1), classAt('12:20', 2), classAt('12:30', 3), classAt('19:00', 4));
    const { agenda } = agendaAt('11:45');
    await agenda.reload();
    expect(agenda.due('desktop')).toMatchObject({ bookingId: sampleId(0x20000), offsetMinutes: 60 });
    expect(agenda.due('email')).toBeNull();
  });

  it('knows the moment at which something changes next', async () => {
    await db.store(classAt('19:00', 1), classAt('15:00', 2));
    const { agenda } = agendaAt('12:00');
    await agenda.reload();
    // Late ones of a day before are due now, and out of the way when their class begins, or the next is due.
    expect(agenda.nextMs).toBe(ms('14:00'));
  });

  it('plans a class anew at its moment, and not before', async () => {
    await db.store(classAt('15:00', 1, { bookedAt: '2026-11-24T12:00:00.000Z' }));
    const { agenda, context, moment } = agendaAt('12:00');
    await agenda.reload();
    const early = agenda.due('desktop');
    if (!early) throw new Error('the reminder of the day before is not due');
    const claimed = await claimReminder(context, early);
    if (!claimed) throw new Error('it cannot be claimed');
    await confirmReminder(context, claimed, { outcome: 'sent' });
    await agenda.refresh([early.bookingId]);
    expect([agenda.due('desktop'), agenda.nextMs]).toEqual([null, ms('14:00')]);
    moment.ms = ms('14:00') - 1;
    await agenda.advance(moment.ms);
    expect(agenda.due('desktop')).toBeNull();
    moment.ms = ms('14:00');
    await agenda.advance(moment.ms);
    expect(agenda.due('desktop')).toMatchObject({ offsetMinutes: 60 });
    // From now on the start of the class is what comes next.
    expect(agenda.nextMs).toBe(ms('15:00'));
  });

  it('forgets a class that is over or gone, when it is loaded again', async () => {
    await db.store(classAt('12:20', 1), classAt('12:30', 2));
    const { agenda, moment } = agendaAt('11:45');
    await agenda.reload();
    await deleteBookings(db.at('2026-11-24T11:45:00Z'), [sampleId(0x10000)], SCOPES.any);
    expect(agenda.due('desktop')?.bookingId).toBe(sampleId(0x10000));
    await agenda.reload();
    expect(agenda.due('desktop')?.bookingId).toBe(sampleId(0x20000));
    moment.ms = ms('12:30');
    await agenda.advance(moment.ms);
    expect([agenda.due('desktop'), agenda.nextMs]).toEqual([null, Number.POSITIVE_INFINITY]);
  });

  it('forgets a class when nothing of it is left, not even a line of the ledger', async () => {
    await db.store(classAt('19:00', 1));
    const { agenda } = agendaAt('11:45');
    await agenda.reload();
    expect(agenda.due('desktop')).toMatchObject({ offsetMinutes: 1440, entry: null });
    await db.database.store.db.deleteFrom('bookings').execute();
    await agenda.reload();
    expect([agenda.due('desktop'), agenda.nextMs]).toEqual([null, Number.POSITIVE_INFINITY]);
  });

  it('changes one thing after the other: a slow look never brings back what a quick one has changed', async () => {
    await db.store(classAt('12:30', 1));
    const { context } = agendaAt('11:45');
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    // The first look has written its verdicts, and knows what is due, when another process deletes the booking.
    let isSlow = true;
    const transaction: typeof context.store.transaction = async (work) => {
      const done = await context.store.transaction(work);
      if (isSlow) {
        isSlow = false;
        await db.database.store.db.deleteFrom('bookings').execute();
        await gate;
      }
      return done;
    };
    const agenda = new ReminderAgenda({ ...context, store: { ...context.store, transaction } });
    const slow = agenda.reload();
    await expect.poll(() => isSlow).toBe(false);
    const quick = agenda.refresh([sampleId(0x10000)]);
    // As long as a look takes that nothing holds up.
    await agendaAt('11:45').agenda.reload();
    open();
    await Promise.all([slow, quick]);
    expect([agenda.due('desktop'), agenda.nextMs]).toEqual([null, Number.POSITIVE_INFINITY]);
  });

  it('goes on after a look that failed', async () => {
    await db.store(classAt('12:30', 1));
    const { agenda, moment } = agendaAt('11:45');
    moment.ms = Number.NaN;
    await expect(agenda.reload()).rejects.toThrow();
    moment.ms = ms('11:45');
    await agenda.reload();
    expect(agenda.due('desktop')).not.toBeNull();
  });
});

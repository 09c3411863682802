import { describe, expect, it } from 'vitest';
import type { AttendanceContext } from '../../src/attendance/attendance-context.ts';
import { type InboxAnswer, type InboxSession, openInbox } from '../../src/attendance/inbox-session.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { markBookings } from '../../src/bookings/mark-service.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { lastStepOf } from '../../src/journal/last-step.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();

/** With the journal, as the program has it. */
function context(): AttendanceContext {
  const plain = db.at('2026-11-24T23:30:00.000Z');
  const whole = { ...plain, listeners: [keepJournal(plain)] };
  return {
    ...whole,
    settings: { restDays: [], weekStart: 1, weeklyTarget: 3 },
    steps: lastStepOf(whole),
  };
}

/** Boxing, then Yoga on a waitlist, then Spin: nobody has marked them. */
async function open(): Promise<InboxSession> {
  const classes = [
    ['Boxing', '2026-11-23', 'booked'],
    ['Yoga', '2026-11-23', 'waitlisted'],
    ['Spin', '2026-11-24', 'booked'],
  ] as const;
  await db.store(
    ...classes.map(([className, day, status], index) =>
      sampleBooking({
        id: sampleId((index + 1) * 0x10000),
        classId: sampleId((index + 11) * 0x10000),
        className,
        status,
        startsLocal: `${day}T1${index}:00:00`,
      }),
    ),
  );
  const session = await openInbox(context());
  if (session === null) throw new Error('The inbox is empty.');
  return session;
}

async function answer(session: InboxSession, ...answers: readonly InboxAnswer[]) {
  const kinds = [];
  for (const each of answers) kinds.push((await session.answer(each)).kind);
  return kinds;
}

const asked = ({ question }: InboxSession) => question && [question.booking.className, question.number, question.count];
const statuses = async () => (await db.all()).map(({ className, status }) => `${className} ${status}`);

describe('settling the inbox', () => {
  it('asks about one class after another, and every answer is on disk at once', async () => {
    const session = await open();
    expect(asked(session)).toEqual(['Boxing', 1, 3]);
    expect(await session.answer('attended')).toMatchObject({
      kind: 'settled',
      to: 'attended',
      standing: { attendedDays: 1, needed: 3 },
    });
    expect(await statuses()).toEqual(['Boxing attended', 'Yoga waitlisted', 'Spin booked']);
    expect(asked(session)).toEqual(['Yoga', 2, 3]);
    expect(await answer(session, 'leave', 'no_show')).toEqual(['left', 'settled']);
    expect([session.question, session.settled]).toEqual([null, 2]);
    expect(await statuses()).toEqual(['Boxing attended', 'Yoga waitlisted', 'Spin no_show']);
  });

  it('marks all that are left except waitlisted ones, which it asks about afterwards', async () => {
    const session = await open();
    expect(await session.answer('all_attended')).toMatchObject({
      bookings: [{ className: 'Boxing' }, { className: 'Spin' }],
    });
    expect(asked(session)).toEqual(['Yoga', 3, 3]);
    expect(await answer(session, 'take_back')).toEqual(['taken_back']);
    expect(await statuses()).toEqual(['Boxing booked', 'Yoga waitlisted', 'Spin booked']);
    expect([asked(session), session.settled]).toEqual([['Boxing', 1, 3], 0]);
  });

  it('goes back one answer at a time, also to a class that was left', async () => {
    const session = await open();
    expect(await answer(session, 'take_back', 'leave', 'cancelled', 'take_back', 'take_back')).toEqual([
      'nothing_to_take_back',
      'left',
      'settled',
      'taken_back',
      'back',
    ]);
    expect(asked(session)).toEqual(['Boxing', 1, 3]);
    expect(await statuses()).toEqual(['Boxing booked', 'Yoga waitlisted', 'Spin booked']);
  });

  it('takes nothing back where another step was made since', async () => {
    const session = await open();
    await session.answer('attended');
    await markBookings(context(), ['spin'], SCOPES.any, { to: 'attended' });
    expect(await answer(session, 'take_back')).toEqual(['changed_since']);
    expect(await statuses()).toEqual(['Boxing attended', 'Yoga waitlisted', 'Spin attended']);
  });

  it('continues where another process has deleted the class', async () => {
    const session = await open();
    await db.database.store.db.deleteFrom('bookings').where('class_name', '=', 'Boxing').execute();
    expect(await session.answer('attended')).toMatchObject({ kind: 'refused', error: { kind: 'not_found' } });
    expect([asked(session), session.settled]).toEqual([['Yoga', 2, 3], 0]);
  });

  it('does not begin where every past class is marked', async () => {
    expect(await openInbox(context())).toBeNull();
  });
});

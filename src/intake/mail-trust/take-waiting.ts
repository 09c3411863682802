import type { Booking } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Said } from '../known/recognition.ts';
import type { ImportReport, Outcome } from '../plan/import-plan.ts';
import { takeIn } from '../take-in.ts';
import type { WaitingMail } from './waiting-mail.ts';

/** The result of a mail, or what it would be. */
export interface Effect {
  /** The first booking that it is about, as it will be; null where it makes none and meets none. */
  readonly booking: Booking | null;
  /** Null where nothing comes of it; the report says why. */
  readonly outcome: Outcome | null;
  readonly report: ImportReport;
}

/** Takes in what a mail says, as an import by hand does; `rows` belong to the same step. */
export async function takeWaiting(
  context: BookingContext,
  { said, defaultSource }: Pick<WaitingMail, 'said' | 'defaultSource'>,
  options: { readonly what: string; readonly rows: readonly RowChange[]; readonly isDryRun: boolean },
): Promise<Effect> {
  const { what, rows, isDryRun } = options;
  let booking: Booking | null = null;
  const { report, changes } = await takeIn(context, {
    ...{ said, defaultSource, what, isDryRun },
    skipped: [],
    // Accepting a mail brings its class back, even where it was undone or deleted before.
    revive: true,
    async planRows(_store, found) {
      booking = firstOf(said, found.of);
      return { rows, skipped: [], isUntold: true };
    },
  });
  const [change] = changes;
  return { booking: booking ?? change?.after ?? null, outcome: outcomeOf(report), report };
}

function firstOf(
  { bookings, cancellations = [] }: Said,
  find: (said: Said['bookings'][number]) => Booking | undefined,
): Booking | null {
  for (const each of [...bookings, ...cancellations.flatMap(({ said }) => said ?? [])]) {
    const booking = find(each);
    if (booking) return booking;
  }
  return null;
}

const OUTCOMES = ['created', 'updated', 'cancelled', 'adopted', 'unchanged'] as const satisfies readonly Outcome[];

function outcomeOf(report: ImportReport): Outcome | null {
  return OUTCOMES.find((outcome) => report[outcome] > 0) ?? null;
}

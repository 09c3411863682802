import type { BookingContext } from '../../src/bookings/booking-context.ts';
import type { IncomingBooking } from '../../src/intake/incoming.ts';
import type { Said } from '../../src/intake/known/recognition.ts';
import type { ImportReport } from '../../src/intake/plan/import-plan.ts';
import { type Intake, takeIn } from '../../src/intake/take-in.ts';

export interface ImportRequest
  extends Omit<Said, 'bookings'>,
    Pick<Intake, 'defaultSource' | 'revive' | 'isDryRun' | 'planRows'> {
  readonly incoming: readonly IncomingBooking[];
  /** The name of the file for messages. */
  readonly name: string;
}

/** Takes in the bookings of a file, as an import does after reading it. */
export async function importBookings(context: BookingContext, request: ImportRequest): Promise<ImportReport> {
  const { incoming, listings, cancellations, name, ...how } = request;
  const said = { bookings: incoming, ...(listings && { listings }), ...(cancellations && { cancellations }) };
  return (await takeIn(context, { ...how, said, skipped: [], what: `imported ${name}` })).report;
}

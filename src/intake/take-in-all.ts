import type { BookingContext } from '../bookings/booking-context.ts';
import { joinChanges } from '../bookings/join-changes.ts';
import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import type { Store } from '../db/store.ts';
import type { IntakeDocument } from './intake-document.ts';
import { describeReport, type ImportReport, sumReports } from './plan/import-plan.ts';
import { planRounds } from './plan-rounds.ts';
import { type Intake, type Taken, takeIn } from './take-in.ts';

/** How to take in several documents. */
export interface WholeIntake extends Pick<Intake, 'revive' | 'isDryRun' | 'what' | 'feed' | 'areMessages' | 'recall'> {
  /** The report of earlier batches of the same run. This batch belongs to the same step. */
  readonly before?: ImportReport;
  /** As in {@link ChangeSet}. */
  readonly run?: ChangeSet['run'];
  /** Called after everything is recorded, in the same transaction. */
  readonly after?: (store: Store, taken: Taken) => Promise<void>;
}

/** Thrown to roll back the transaction of a dry run. It carries the result. */
class DryRun extends Error {
  readonly taken: Taken;

  constructor(taken: Taken) {
    super('A dry run: nothing was written.');
    this.taken = taken;
  }
}

/**
 * Takes in several documents in one transaction and as one step, in the order of {@link planRounds}. The report is the
 * sum of all. For each booking, the change is from before the first document to after the last.
 */
export async function takeInAll(
  context: BookingContext,
  documents: readonly IntakeDocument[],
  intake: WholeIntake,
): Promise<Taken> {
  const rounds = planRounds(documents);
  const [only, another] = rounds;
  if (only && !another && !intake.after && !intake.run) return takeIn(context, { ...intakeOf(only), ...intake });
  const work = context.store.transaction(async (store) => {
    const taken = await takeRounds({ ...context, store }, rounds, intake);
    await intake.after?.(store, taken);
    if (intake.isDryRun) throw new DryRun(taken);
    return taken;
  });
  return work.catch((error: unknown) => {
    if (error instanceof DryRun) return error.taken;
    throw error;
  });
}

async function takeRounds(
  context: BookingContext,
  rounds: readonly (readonly IntakeDocument[])[],
  { before, run, isDryRun, after: _, ...how }: WholeIntake,
): Promise<Taken> {
  const { store, listeners } = context;
  const sets: ChangeSet[] = [];
  // Collect the changes, so that listeners get all of them at once.
  const collect: ChangeListener = async (_store, changes) => {
    sets.push(changes);
  };
  const all: Taken[] = [];
  for (const round of rounds) {
    all.push(await takeIn({ ...context, listeners: [collect] }, { ...intakeOf(round), ...how, isDryRun: false }));
  }
  const report = sumReports(all.map((taken) => taken.report));
  const changes = joinChanges(sets);
  const { bookings, classes, rows } = changes;
  const taken = { report, changes: bookings, doubted: 0 };
  if (isDryRun || bookings.length + classes.length + rows.length === 0) return taken;
  const so = before ? sumReports([before, report]) : report;
  const what = `${how.what}: ${describeReport(so, rows.length)}`;
  const whole: ChangeSet = {
    ...changes,
    what,
    isFound: true,
    ...(how.feed && { feed: how.feed }),
    ...(run && { run }),
  };
  for (const listen of listeners) await listen(store, whole);
  return taken;
}

/**
 * The documents of a round as one. They have the same default source, since each document that is not a mail is alone.
 */
function intakeOf(round: readonly IntakeDocument[]): Pick<Intake, 'said' | 'skipped' | 'defaultSource' | 'planRows'> {
  const [first] = round;
  const planRows = first?.planRows;
  return {
    said: {
      bookings: round.flatMap(({ said }) => said.bookings),
      listings: round.flatMap(({ said }) => said.listings ?? []),
      cancellations: round.flatMap(({ said }) => said.cancellations ?? []),
    },
    skipped: round.flatMap(({ skipped }) => skipped),
    defaultSource: first?.defaultSource ?? '',
    ...(planRows && { planRows }),
  };
}

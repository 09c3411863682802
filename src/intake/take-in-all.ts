import type { BookingChange } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { joinChanges } from '../bookings/join-changes.ts';
import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import type { Store } from '../db/store.ts';
import type { IntakeDocument } from './intake-document.ts';
import { describeReport, type ImportReport, sumReports } from './plan/import-plan.ts';
import { planParts, type Rounds } from './plan-rounds.ts';
import { type Intake, type PlanRows, takeIn } from './take-in.ts';

/** How to take in several documents. */
export interface WholeIntake extends Pick<Intake, 'revive' | 'isDryRun' | 'what' | 'feed' | 'areMessages' | 'recall'> {
  /** The report of earlier batches of the same run. This batch belongs to the same step. */
  readonly before?: ImportReport;
  /** As in {@link ChangeSet}. */
  readonly run?: ChangeSet['run'];
  /** Plans rows that go along with the mails of a round. They are written, and undone, with its bookings. */
  readonly planRowsOf?: (round: readonly IntakeDocument[]) => PlanRows;
  /** Hears the changes of bookings, part by part, before all of it is committed. */
  readonly hear?: (changes: readonly BookingChange[]) => void;
  /** Called after everything is recorded, in the same transaction. */
  readonly after?: (store: Store, report: ImportReport) => Promise<void>;
}

/** Thrown to roll back the transaction of a dry run. It carries the result. */
class DryRun extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('A dry run: nothing was written.');
    this.report = report;
  }
}

/**
 * Takes in several documents in one transaction and as one step, in the order of {@link planParts}. The report is the sum
 * of all. For each booking, the change is from before the first document of its part to after the last.
 */
export async function takeInAll(
  context: BookingContext,
  documents: readonly IntakeDocument[],
  intake: WholeIntake,
): Promise<ImportReport> {
  const { after, isDryRun, run = {}, before } = intake;
  const parts = planParts(documents);
  const [only, another] = parts.flat();
  if (only && !another && !after && !intake.run) {
    const { report, changes } = await takeIn(context, { ...intakeOf(only, intake), ...intake });
    intake.hear?.(changes);
    return report;
  }
  const work = context.store.transaction(async (store) => {
    let report = sumReports([]);
    for (const rounds of parts) {
      const soFar = before ? sumReports([before, report]) : report;
      const taken = await takePart({ ...context, store }, rounds, { ...intake, run, before: soFar });
      report = sumReports([report, taken]);
    }
    await after?.(store, report);
    if (isDryRun) throw new DryRun(report);
    return report;
  });
  return work.catch((error: unknown) => {
    if (error instanceof DryRun) return error.report;
    throw error;
  });
}

async function takePart(
  context: BookingContext,
  rounds: Rounds,
  { before = sumReports([]), run, isDryRun, after: _, hear, planRowsOf, ...how }: WholeIntake,
): Promise<ImportReport> {
  const { store, listeners } = context;
  const sets: ChangeSet[] = [];
  // Collect the changes, so that listeners get all of them at once.
  const collect: ChangeListener = async (_store, changes) => {
    sets.push(changes);
  };
  const reports: ImportReport[] = [];
  for (const round of rounds) {
    const intake = { ...intakeOf(round, { planRowsOf }), ...how, isDryRun: false };
    reports.push((await takeIn({ ...context, listeners: [collect] }, intake)).report);
  }
  const report = sumReports(reports);
  const changes = joinChanges(sets);
  const { bookings, classes, rows } = changes;
  hear?.(bookings);
  // Mails that no longer wait are not a step of their own.
  const isStep = bookings.length + classes.length + (planRowsOf ? 0 : rows.length) > 0;
  if (isDryRun || !isStep) return report;
  const what = `${how.what}: ${describeReport(sumReports([before, report]), planRowsOf ? 0 : rows.length)}`;
  const whole: ChangeSet = {
    ...changes,
    what,
    isFound: true,
    ...(how.feed && { feed: how.feed }),
    ...(run && { run }),
  };
  for (const listen of listeners) await listen(store, whole);
  return report;
}

/**
 * The documents of a round as one. They have the same default source, since each document that is not a mail is alone.
 */
function intakeOf(
  round: readonly IntakeDocument[],
  { planRowsOf }: { readonly planRowsOf?: WholeIntake['planRowsOf'] | undefined },
): Pick<Intake, 'said' | 'skipped' | 'defaultSource' | 'planRows'> {
  const [first] = round;
  const said = round.map((document) => document.said);
  const planRows = planRowsOf?.(round) ?? first?.planRows;
  return {
    said: {
      bookings: said.flatMap(({ bookings }) => bookings),
      listings: said.flatMap(({ listings = [] }) => listings),
      cancellations: said.flatMap(({ cancellations = [] }) => cancellations),
    },
    skipped: round.flatMap(({ skipped }) => skipped),
    defaultSource: first?.defaultSource ?? '',
    ...(planRows && { planRows }),
  };
}

import type { BookingChange } from '../../bookings/booking.ts';
import { command, type Words, words } from '../../words.ts';
import { oneOrMany, type Skip } from '../incoming.ts';
import type { MailHeaders } from '../mail-trust/mail-headers.ts';
import { type ImportReport, sumReports } from '../plan/import-plan.ts';
import { type Touched, TouchedCollector } from '../touched-classes.ts';
import type { SortedMails } from './sort-mails.ts';

/** The result of a run over a mailbox. */
export interface MailboxRun {
  readonly report: ImportReport;
  readonly touched: Touched;
  readonly notes: readonly Words[];
  readonly mails: number;
  /** What ended the run before its end. Its earlier batches are stored. */
  readonly failure: { readonly cause: unknown } | null;
}

/** The number of heads that are used to find the server that checks senders. */
const HEADS = 200;
/** The most skips that are kept only once. */
const SHARED_SKIPS = 1000;

/** Collects what a run has done, batch by batch: only what is told at its end. */
export class MailboxReport {
  readonly heads: MailHeaders[] = [];
  readonly #touched = new TouchedCollector();
  readonly #notes = new Map<string, Words>();
  readonly #skips = new Map<string, Skip>();
  #report: ImportReport = sumReports([]);
  #mails = 0;

  get report(): ImportReport {
    return this.#report;
  }

  note(note: Words): void {
    this.#notes.set(JSON.stringify(note), note);
  }

  /** Adds mails that were read, before it is known whether they are stored. */
  read({ headers }: Pick<SortedMails, 'headers'>): void {
    // Texts that are cut out of a mail would keep the whole mail in memory.
    for (const each of headers)
      if (this.heads.length < HEADS) this.heads.push(JSON.parse(JSON.stringify(each)) as MailHeaders);
  }

  /** Adds a batch that is stored. */
  add(
    mails: number,
    { skipped, notes }: Pick<SortedMails, 'skipped' | 'notes'>,
    report: ImportReport,
    changes: readonly BookingChange[],
  ): void {
    this.#mails += mails;
    const others = skipped.map((skip) => this.#shared(skip));
    this.#report = sumReports([this.#report, report, { ...sumReports([]), skipped: others }]);
    for (const note of notes) this.note(note);
    this.#touched.add(changes);
  }

  /** Most mails are not about a booking, for one of a few reasons. */
  #shared(skip: Skip): Skip {
    const text = JSON.stringify(skip);
    const known = this.#skips.get(text);
    if (known) return known;
    if (this.#skips.size < SHARED_SKIPS) this.#skips.set(text, skip);
    return skip;
  }

  finish(waiting: number, failure: MailboxRun['failure']): MailboxRun {
    const notes = [...this.#notes.values()];
    if (waiting > 0) {
      notes.unshift(
        words`${oneOrMany(waiting, 'mail waits', 'mails wait')} for your decision; ${command('mail waiting')} shows them.`,
      );
    }
    return { report: this.#report, touched: this.#touched.list(), notes, mails: this.#mails, failure };
  }
}

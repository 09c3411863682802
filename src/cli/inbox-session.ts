import type { Session } from '../app.ts';
import type { Judgement } from '../attendance/judgement.ts';
import { judge } from '../attendance/read-judgement.ts';
import { readWeekStanding } from '../attendance/streak/week-standing.ts';
import type { Booking, BookingStatus } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { queryUnmarked } from '../bookings/booking-query.ts';
import { SCOPES } from '../bookings/booking-reference.ts';
import { markBookings } from '../bookings/mark-service.ts';
import { NuminaError } from '../errors.ts';
import { reverseSteps } from '../journal/journal-service.ts';
import { listEntries } from '../journal/journal-store.ts';
import {
  inboxKeys,
  inboxQuestion,
  renderInboxClass,
  renderLeft,
  renderNoAnswer,
  renderSettled,
  renderTakenBack,
} from '../render/inbox.ts';
import type { Style } from '../render/style.ts';
import type { Prompter } from './command.ts';
import type { Keystroke } from './keystroke.ts';

const STATUS_OF: Readonly<Record<string, BookingStatus>> = {
  a: 'attended',
  n: 'no_show',
  c: 'cancelled',
  A: 'attended',
};

/** An answer that can be taken back: which class it was given to, and the step of the journal that it made, if any. */
interface Answer {
  readonly index: number;
  readonly settled: number;
  readonly stepId: string | null;
}

/** Asks about each past class that nobody has marked; every answer is on disk before the next question. Gives how many were settled. */
export async function settleInbox(app: Session, prompter: Prompter, style: Style): Promise<number> {
  const context = await app.attendance();
  const { store } = context;
  const unmarked = await queryUnmarked(store, app.clock.now());
  if (unmarked.length === 0) return 0;
  const judgement = await judge(context);
  const keys = prompter.keys();
  try {
    const session = new InboxSession(context, judgement, unmarked, prompter.tell, style);
    for (;;) {
      session.show();
      if (!(await session.answer(await keys.next(inboxQuestion(style))))) return session.settled;
    }
  } finally {
    keys.close();
  }
}

class InboxSession {
  settled = 0;
  readonly #context: BookingContext;
  readonly #judgement: Judgement;
  #unmarked: readonly Booking[];
  readonly #tell: Prompter['tell'];
  readonly #style: Style;
  readonly #past: Answer[] = [];
  #index = 0;

  constructor(
    context: BookingContext,
    judgement: Judgement,
    unmarked: readonly Booking[],
    tell: Prompter['tell'],
    style: Style,
  ) {
    this.#context = context;
    this.#judgement = judgement;
    this.#unmarked = unmarked;
    this.#tell = tell;
    this.#style = style;
  }

  /** Names the class that is asked about. */
  show(): void {
    const booking = this.#unmarked[this.#index];
    if (booking) this.#tell([renderInboxClass(booking, this.#index + 1, this.#unmarked.length, this.#style)]);
  }

  /** Does what a keystroke says; false when there is nothing more to ask. */
  async answer(keystroke: Keystroke): Promise<boolean> {
    const booking = this.#unmarked[this.#index];
    if (!booking || keystroke.kind === 'escape') return false;
    if (keystroke.kind === 'burst') {
      this.#tell(renderNoAnswer(true, this.#style));
      return true;
    }
    const key = keystroke.kind === 'key' ? keystroke.key : '';
    if (key === 'q') return false;
    const status = STATUS_OF[key];
    if (key === '?') this.#tell(inboxKeys(this.#style));
    else if (key === 'u') await this.#takeBack();
    else if (key === 's') this.#leave(booking);
    else if (status === undefined) this.#tell(renderNoAnswer(false, this.#style));
    else await this.#settle(key === 'A' ? this.#takeAll(booking) : [booking], status);
    return this.#index < this.#unmarked.length;
  }

  /** This class and all that are left but those of a waitlist, each of which is asked about. */
  #takeAll(booking: Booking): readonly Booking[] {
    const left = this.#unmarked.slice(this.#index + 1);
    const all = [booking, ...left.filter(({ status }) => status !== 'waitlisted')];
    const waiting = left.filter(({ status }) => status === 'waitlisted');
    this.#unmarked = [...this.#unmarked.slice(0, this.#index), ...all, ...waiting];
    return all;
  }

  #leave(booking: Booking): void {
    this.#past.push({ index: this.#index, settled: 0, stepId: null });
    this.#index += 1;
    this.#tell([renderLeft(booking, this.#style)]);
  }

  async #settle(bookings: readonly Booking[], to: BookingStatus): Promise<void> {
    const [index, next] = [this.#index, this.#index + bookings.length];
    this.#index = next;
    try {
      const stepId = await mark(this.#context, bookings, to);
      const standing = await readWeekStanding(this.#context.store, bookings[0] as Booking, this.#judgement);
      // Behind the last class nobody is asked any more: the way back is a command then.
      const undo = next < this.#unmarked.length ? 'u takes it back' : 'numina undo takes it back';
      this.#tell(renderSettled(bookings, to, standing, undo, this.#style));
      this.#past.push({ index, settled: bookings.length, stepId });
      this.settled += bookings.length;
    } catch (error) {
      // Somebody else may have changed it meanwhile; the others can be settled all the same.
      if (!(error instanceof NuminaError) || error.kind === 'storage') throw error;
      this.#tell([error.message]);
    }
  }

  async #takeBack(): Promise<void> {
    const last = this.#past.pop();
    if (!last) {
      this.#tell(['Nothing to undo here; numina undo takes back earlier steps.']);
      return;
    }
    if (last.stepId !== null) {
      if ((await lastStep(this.#context)) !== last.stepId) {
        this.#tell(['Something else was changed since: numina undo --list']);
        return;
      }
      await reverseSteps(this.#context, 'undo', 1);
      this.#tell([renderTakenBack(this.#unmarked.slice(last.index, last.index + last.settled), this.#style)]);
    }
    this.#index = last.index;
    this.settled -= last.settled;
  }
}

/** The id of the step that the journal has made of it; null where they were so already. */
async function mark(context: BookingContext, bookings: readonly Booking[], to: BookingStatus): Promise<string | null> {
  const ids = bookings.map(({ id }) => id);
  const { changed } = await markBookings(context, ids, SCOPES.any, { to });
  return changed.length === 0 ? null : lastStep(context);
}

async function lastStep({ store }: BookingContext): Promise<string | null> {
  const [entry] = await listEntries(store, 1);
  return entry?.id ?? null;
}

import type { Booking, BookingStatus } from '../bookings/booking.ts';
import { queryUnmarked } from '../bookings/booking-query.ts';
import { SCOPES } from '../bookings/booking-reference.ts';
import { markBookings } from '../bookings/mark-service.ts';
import { saidChoice } from '../bookings/said-values.ts';
import { NuminaError } from '../errors.ts';
import type { AttendanceContext } from './attendance-context.ts';
import type { Judgement } from './judgement.ts';
import { judge } from './read-judgement.ts';
import { readWeekStanding, type WeekStanding } from './streak/week-standing.ts';

/** What a person may say of the class that is asked about. */
export const INBOX_ANSWERS = ['attended', 'no_show', 'cancelled', 'all_attended', 'leave', 'take_back'] as const;
export type InboxAnswer = (typeof INBOX_ANSWERS)[number];

/** What an answer has done, for a front end to tell. */
export type InboxEffect =
  | {
      readonly kind: 'settled';
      readonly bookings: readonly Booking[];
      readonly to: BookingStatus;
      readonly standing: WeekStanding;
    }
  | { readonly kind: 'left'; readonly booking: Booking }
  | { readonly kind: 'taken_back'; readonly bookings: readonly Booking[] }
  /** Only back to a class that was left: nothing was marked. */
  | { readonly kind: 'back' }
  | { readonly kind: 'nothing_to_take_back' }
  | { readonly kind: 'changed_since' }
  /** Somebody else has changed it meanwhile; the others can be settled all the same. */
  | { readonly kind: 'refused'; readonly error: NuminaError };

/** The class that is asked about, and where it stands among all. */
export interface InboxQuestion {
  readonly booking: Booking;
  /** From 1. */
  readonly number: number;
  readonly count: number;
}

/** An answer that can be taken back: which class it was given to, and the step of the journal that it made, if any. */
interface Given {
  readonly index: number;
  readonly settled: number;
  readonly stepId: string | null;
}

/** Past classes that nobody has marked, by start. */
export function readInbox({ store, clock }: Pick<AttendanceContext, 'store' | 'clock'>): Promise<Booking[]> {
  return queryUnmarked(store, clock.now());
}

/** Begins to settle the inbox; null where nothing is in it. */
export async function openInbox(context: AttendanceContext): Promise<InboxSession | null> {
  const unmarked = await readInbox(context);
  return unmarked.length === 0 ? null : new InboxSession(context, await judge(context), unmarked);
}

/** Asks about one class after another; every answer is on disk before the next question. */
export class InboxSession {
  readonly #context: AttendanceContext;
  readonly #judgement: Judgement;
  readonly #given: Given[] = [];
  #unmarked: readonly Booking[];
  #index = 0;
  #settled = 0;

  constructor(context: AttendanceContext, judgement: Judgement, unmarked: readonly Booking[]) {
    this.#context = context;
    this.#judgement = judgement;
    this.#unmarked = unmarked;
  }

  /** How many classes were settled. */
  get settled(): number {
    return this.#settled;
  }

  /** Null where nothing is left to ask. */
  get question(): InboxQuestion | null {
    const booking = this.#unmarked[this.#index];
    return booking ? { booking, number: this.#index + 1, count: this.#unmarked.length } : null;
  }

  /** Does what is said of the class that is asked about. Throws UsageError for what is no answer, StorageError. */
  async answer(said: InboxAnswer): Promise<InboxEffect> {
    const answer = saidChoice(said, 'The answer', INBOX_ANSWERS);
    if (answer === 'take_back') return this.#takeBack();
    const booking = this.#unmarked[this.#index];
    if (!booking) return { kind: 'back' };
    if (answer === 'leave') return this.#leave(booking);
    if (answer === 'all_attended') return this.#settle(this.#takeAll(booking), 'attended');
    return this.#settle([booking], answer);
  }

  /** This class and all that are left but those of a waitlist, each of which is asked about. */
  #takeAll(booking: Booking): readonly Booking[] {
    const left = this.#unmarked.slice(this.#index + 1);
    const all = [booking, ...left.filter(({ status }) => status !== 'waitlisted')];
    const waiting = left.filter(({ status }) => status === 'waitlisted');
    this.#unmarked = [...this.#unmarked.slice(0, this.#index), ...all, ...waiting];
    return all;
  }

  #leave(booking: Booking): InboxEffect {
    this.#given.push({ index: this.#index, settled: 0, stepId: null });
    this.#index += 1;
    return { kind: 'left', booking };
  }

  async #settle(bookings: readonly Booking[], to: BookingStatus): Promise<InboxEffect> {
    const index = this.#index;
    this.#index += bookings.length;
    try {
      const stepId = await this.#mark(bookings, to);
      const standing = await readWeekStanding(this.#context.store, bookings[0] as Booking, this.#judgement);
      this.#given.push({ index, settled: bookings.length, stepId });
      this.#settled += bookings.length;
      return { kind: 'settled', bookings, to, standing };
    } catch (error) {
      if (!(error instanceof NuminaError) || error.kind === 'storage') throw error;
      return { kind: 'refused', error };
    }
  }

  /** The id of the step that the journal has made of it; null where they were so already. */
  async #mark(bookings: readonly Booking[], to: BookingStatus): Promise<string | null> {
    const ids = bookings.map(({ id }) => id);
    const { changed } = await markBookings(this.#context, ids, SCOPES.any, { to });
    return changed.length === 0 ? null : this.#context.steps.lastId();
  }

  async #takeBack(): Promise<InboxEffect> {
    const last = this.#given.pop();
    if (!last) return { kind: 'nothing_to_take_back' };
    if (last.stepId !== null) {
      if ((await this.#context.steps.lastId()) !== last.stepId) return { kind: 'changed_since' };
      await this.#context.steps.takeBackLast();
    }
    this.#index = last.index;
    this.#settled -= last.settled;
    const bookings = this.#unmarked.slice(last.index, last.index + last.settled);
    return last.stepId === null ? { kind: 'back' } : { kind: 'taken_back', bookings };
  }
}

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

/** The answers to a question about a class. */
const INBOX_ANSWERS = ['attended', 'no_show', 'cancelled', 'all_attended', 'leave', 'take_back'] as const;
export type InboxAnswer = (typeof INBOX_ANSWERS)[number];

/** What an answer did. A front end tells it to the person. */
export type InboxEffect =
  | {
      readonly kind: 'settled';
      readonly bookings: readonly Booking[];
      readonly to: BookingStatus;
      readonly standing: WeekStanding;
    }
  | { readonly kind: 'left'; readonly booking: Booking }
  | { readonly kind: 'taken_back'; readonly bookings: readonly Booking[] }
  /** Back to a class that was left: there was no mark to take back. */
  | { readonly kind: 'back' }
  | { readonly kind: 'nothing_to_take_back' }
  | { readonly kind: 'changed_since' }
  /** The class was changed meanwhile, so it was not marked. The person can go on with the next class. */
  | { readonly kind: 'refused'; readonly error: NuminaError };

/** The class that is asked about, and its number among all. */
export interface InboxQuestion {
  readonly booking: Booking;
  /** From 1. */
  readonly number: number;
  readonly count: number;
}

/** An answer that can be taken back: the index of its class, and the id of its step in the journal, if it made one. */
interface Given {
  readonly index: number;
  readonly settled: number;
  readonly stepId: string | null;
}

/** The unmarked classes that have ended, by start. */
export function readInbox({ store, clock }: Pick<AttendanceContext, 'store' | 'clock'>): Promise<Booking[]> {
  return queryUnmarked(store, clock.now());
}

/** Starts a session over the inbox; null where the inbox is empty. */
export async function openInbox(context: AttendanceContext): Promise<InboxSession | null> {
  const unmarked = await readInbox(context);
  return unmarked.length === 0 ? null : new InboxSession(context, await judge(context), unmarked);
}

/** Asks about one class after another. Each answer is on disk before the next question. */
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

  /** How many classes this session has marked. */
  get settled(): number {
    return this.#settled;
  }

  /** The next question; null where none is left. */
  get question(): InboxQuestion | null {
    const booking = this.#unmarked[this.#index];
    return booking ? { booking, number: this.#index + 1, count: this.#unmarked.length } : null;
  }

  /** Applies an answer to the present question. Throws UsageError for an unknown answer, and StorageError. */
  async answer(said: InboxAnswer): Promise<InboxEffect> {
    const answer = saidChoice(said, 'The answer', INBOX_ANSWERS);
    if (answer === 'take_back') return this.#takeBack();
    const booking = this.#unmarked[this.#index];
    if (!booking) return { kind: 'back' };
    if (answer === 'leave') return this.#leave(booking);
    if (answer === 'all_attended') return this.#settle(this.#takeAll(booking), 'attended');
    return this.#settle([booking], answer);
  }

  /**
   * The present class and all later ones except waitlisted ones: these move to the end and are asked about one by one.
   */
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

  /** Marks the bookings. Gives the id of the step; null where they had the status already. */
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

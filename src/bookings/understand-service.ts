import { inField, RefusedError, UsageError } from '../errors.ts';
import { MINUTE_MS } from '../time/units.ts';
import { UncertainTimeError } from '../time/when.ts';
import type { Booking } from './booking.ts';
import { type BookingContext, momentOf, readingOf } from './booking-context.ts';
import { findClassToBook } from './class-catalogue.ts';
import { findUsualTime, listClasses } from './class-store.ts';
import { findSimultaneous } from './conflicts.ts';
import { DEFAULT_DURATION_MINUTES, type Start } from './plan-booking.ts';
import { checkZone } from './said-fields.ts';
import { saidText, saidTextOrNothing } from './said-values.ts';
import { understandStart } from './understand-start.ts';
import { findWaitingTime } from './waitlist.ts';

/** Words for a start, not checked yet. */
export interface SaidStart {
  readonly when: string;
  /** The name of the class, or its beginning. */
  readonly name?: string | undefined;
  /** That of the class where absent. */
  readonly zone?: string | undefined;
}

/** What booking a class at these words would mean. */
export interface UnderstoodWords {
  readonly start: Start;
  readonly durationMinutes: number;
  /** The time, `HH:MM`, at which the class usually begins on that weekday; null where it has none. */
  readonly usualTime: string | null;
  /** How the time was read, where the person should check it. */
  readonly note: string | null;
  /** Bookings at the same time. */
  readonly conflicts: readonly Booking[];
}

/** Words that have no meaning, or several. */
export interface UnclearWords {
  readonly problem: UsageError | RefusedError;
  /** What they may mean, each as a start; empty where that cannot be told. */
  readonly meanings: readonly Start[];
}

/** Reads words for a start as a booking of a class would read them, and changes nothing. Never throws for what they say. */
export async function understandWords(
  context: BookingContext,
  said: SaidStart,
): Promise<UnderstoodWords | UnclearWords> {
  const { now } = momentOf(context);
  const { store } = context;
  let meanings: readonly Start[] = [];
  try {
    const when = inField('when', () => saidText(said.when, 'The time'));
    const name = saidTextOrNothing(said.name, 'The class')?.trim();
    const { known, lends } = name
      ? findClassToBook(await listClasses(store), name, undefined, false)
      : { known: null, lends: false };
    const lender = lends ? known : null;
    const zone = said.zone === undefined ? (lender?.zone ?? context.homeZone) : checkZone(said.zone);
    const usualTime = async (date: string) =>
      (known && (await findWaitingTime(store, known.id, date))) ??
      (lender ? findUsualTime(store, lender.id, date) : null);
    const read = (text: string) => understandStart(text, zone, now, usualTime, readingOf(context));
    const { start, note, durationMinutes } = await inField('when', () => read(when)).catch(async (error: unknown) => {
      if (error instanceof UncertainTimeError) meanings = await startsOf(error, read);
      throw error;
    });
    const minutes = durationMinutes ?? lender?.durationMinutes ?? DEFAULT_DURATION_MINUTES;
    const endsAt = new Date(Date.parse(start.startsAt) + minutes * MINUTE_MS);
    return {
      ...{ start, note, durationMinutes: minutes },
      usualTime: lender ? await findUsualTime(store, lender.id, start.startsLocal.slice(0, 10)) : null,
      conflicts: await findSimultaneous(store, start.startsAt, endsAt),
    };
  } catch (error) {
    if (error instanceof UsageError || error instanceof RefusedError) return { problem: error, meanings };
    throw error;
  }
}

/** The meanings that are starts. A day on which the class has no usual time is none. */
async function startsOf(
  { meanings }: UncertainTimeError,
  read: (text: string) => Promise<{ readonly start: Start }>,
): Promise<readonly Start[]> {
  const starts: Start[] = [];
  for (const { text } of meanings) {
    try {
      starts.push((await read(text)).start);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
  }
  return starts;
}

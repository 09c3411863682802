import { inField, UsageError } from '../errors.ts';
import { field, words } from '../words.ts';
import { type BookingStatus, STATUSES } from './booking.ts';
import type { BookingFields } from './booking-fields.ts';
import { MAX_OCCURRENCES, type Repeat } from './repeat.ts';
import { checkBookingFields, type SaidBookingFields } from './said-fields.ts';
import { checkDay, type DayReading } from './said-filter.ts';
import { saidChoice, saidFields, saidFlag, saidText, saidWholeNumber } from './said-values.ts';
import { cleanTitle } from './text-fields.ts';

/** A request to record a class, not checked yet. A field that is absent takes its default. */
export interface BookRequest {
  readonly name: string;
  /** The start, in words or ISO 8601: in the zone that it names, else in the zone of the class. */
  readonly when: string;
  readonly fields?: SaidBookingFields | undefined;
  /** The limit of free cancellation, in words (`12h before`, `mon 12:00`); null or empty for none. */
  readonly cancelBy?: string | null | undefined;
  readonly status?: FirstStatus | undefined;
  readonly repeat?: SaidRepeat | null | undefined;
  /** Make a new class, even if its name resembles a known one. */
  readonly isNewClass?: boolean | undefined;
  /** Record it even if it is a duplicate. */
  readonly isForced?: boolean | undefined;
}

/** The statuses that a new booking may have. */
const FIRST_STATUSES = ['booked', 'waitlisted', 'attended'] as const satisfies readonly BookingStatus[];
export type FirstStatus = (typeof FIRST_STATUSES)[number];

/** A series, not checked yet: its rule and its end. */
export interface SaidRepeat {
  readonly rule?: string | undefined;
  readonly count?: number | string | null | undefined;
  /** The last day, in words. */
  readonly until?: string | null | undefined;
}

/** A request to change a booking, not checked yet. A field that is absent stays as it is. */
export interface EditRequest {
  readonly name?: string | undefined;
  readonly when?: string | undefined;
  readonly fields?: SaidBookingFields | undefined;
  readonly cancelBy?: string | null | undefined;
  readonly status?: BookingStatus | undefined;
  /** Change it even if the result is a duplicate. */
  readonly isForced?: boolean | undefined;
}

/** A checked request. Its times are still words, because they are read in the zone of the class. */
export interface CheckedBooking {
  readonly name: string;
  readonly when: string;
  readonly fields: BookingFields;
  readonly cancelBy: string | null | undefined;
  readonly status: FirstStatus;
  readonly repeat: Repeat | null;
  readonly isNewClass: boolean;
  readonly isForced: boolean;
}

export interface CheckedEdit {
  readonly name: string | undefined;
  readonly when: string | undefined;
  readonly fields: BookingFields;
  readonly cancelBy: string | null | undefined;
  readonly status: BookingStatus | undefined;
  readonly isForced: boolean;
}

const BOOK_NAMES = ['name', 'when', 'fields', 'cancelBy', 'status', 'repeat', 'isNewClass', 'isForced'] as const;
const EDIT_NAMES = ['name', 'when', 'fields', 'cancelBy', 'status', 'isForced'] as const;

/** Checks a request before any lookup. Throws UsageError, also for an unknown field. */
export async function checkBookRequest(request: BookRequest, days: DayReading): Promise<CheckedBooking> {
  const options = await checkBookOptions(request, days);
  return {
    ...options,
    name: checkName(request.name),
    when: checkWhen(request.when),
  };
}

/** {@link checkBookRequest} for a request that has no name and no time yet. */
export async function checkBookOptions(
  request: Omit<BookRequest, 'name' | 'when'>,
  days: DayReading,
): Promise<Omit<CheckedBooking, 'name' | 'when'>> {
  const said = saidFields(request, 'A request', BOOK_NAMES);
  return {
    fields: checkBookingFields((said.get('fields') ?? {}) as SaidBookingFields),
    cancelBy: checkCancelBy(said.get('cancelBy')),
    status: saidChoice(said.get('status') ?? 'booked', field('status'), FIRST_STATUSES),
    repeat: await checkRepeat(said.get('repeat') ?? null, days),
    isNewClass: saidFlag(said.get('isNewClass'), field('isNewClass')),
    isForced: saidFlag(said.get('isForced'), field('isForced')),
  };
}

/** Checks a request before any lookup. Throws UsageError, also for an unknown field. */
export function checkEditRequest(request: EditRequest): CheckedEdit {
  const said = saidFields(request, 'A request', EDIT_NAMES);
  const fields = checkBookingFields((said.get('fields') ?? {}) as SaidBookingFields);
  const [name, when, status] = [said.get('name'), said.get('when'), said.get('status')];
  return {
    fields,
    name: name === undefined ? undefined : checkName(name),
    when: when === undefined ? undefined : checkWhen(when),
    cancelBy: checkCancelBy(said.get('cancelBy')),
    status: status === undefined ? undefined : saidChoice(status, field('status'), STATUSES),
    isForced: saidFlag(said.get('isForced'), field('isForced')),
  };
}

function checkName(said: unknown): string {
  return inField('name', () => cleanTitle(saidText(said, 'The class name'), 'class name'));
}

function checkWhen(said: unknown): string {
  return inField('when', () => saidText(said, 'The time'));
}

function checkCancelBy(said: unknown): string | null | undefined {
  if (said === undefined || said === null) return said;
  const text = saidText(said, field('cancelBy'));
  return text.trim() === '' ? null : text;
}

const REPEAT_NAMES = ['rule', 'count', 'until'] as const;

async function checkRepeat(request: unknown, days: DayReading): Promise<Repeat | null> {
  if (request === null) return null;
  const said = inField('repeat', () => saidFields(request, 'A series', REPEAT_NAMES));
  const [rule, times, end] = [said.get('rule'), said.get('count') ?? null, said.get('until') ?? null];
  const count = times === null ? null : saidWholeNumber(times, field('repeat.count'), 1, MAX_OCCURRENCES);
  if (rule === undefined) {
    if (count === null && end === null) return null;
    throw new UsageError(
      'repeat_missing',
      words`${field('repeat.count')} and ${field('repeat.until')} belong to a series.`,
      words`Add ${field('repeat.rule', 'weekly')}.`,
    );
  }
  const until =
    end === null
      ? null
      : await inField('repeat.until', () => checkDay(saidText(end, field('repeat.until')), 'until', days));
  return { rule: saidText(rule, field('repeat.rule')), count, until };
}

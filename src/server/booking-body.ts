import type * as z from 'zod';
import type { BookRequest, EditRequest } from '../bookings/book-request.ts';
import { timeGivenTwice } from '../bookings/class-and-when.ts';
import type { SaidBookingFields } from '../bookings/said-fields.ts';
import type { bookRequest, editRequest } from '../contract/schemas/booking-request-schema.ts';
import { pointerTo } from './api-wording.ts';
import { RequestError } from './request-error.ts';

type BookBody = z.infer<typeof bookRequest>;
type EditBody = z.infer<typeof editRequest>;

/** The fields of a booking, as requests to use cases name them. A number of money is in units of the currency here. */
export function saidFieldsOf(body: EditBody | BookBody): SaidBookingFields {
  const { durationMinutes, type, location, instructor, source, externalBookingId, zone, currency, url, notes } = body;
  const fields = {
    ...{ durationMinutes, type, location, instructor, source, zone, currency, url, notes },
    externalId: externalBookingId,
    price: amountText(body.price),
    lateFee: amountText(body.lateFee),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** An amount as text, which is in units of the currency for use cases too. */
export function amountText(amount: string | number | null | undefined): string | null | undefined {
  return typeof amount === 'number' ? amountOf(amount) : amount;
}

/** Without an exponent. */
function amountOf(amount: number): string {
  const text = String(amount);
  return /e/i.test(text) ? amount.toFixed(20) : text;
}

/** The start; undefined where none is said. */
export function startOf({ startsAt, when }: Pick<EditBody, 'startsAt' | 'when'>): string | undefined {
  if (startsAt === undefined || when === undefined) return startsAt ?? when;
  throw timeGivenTwice(when, startsAt);
}

/** What a new booking is asked for. Throws RequestError where the class or the start is missing. */
export function toBookRequest(body: BookBody): Omit<BookRequest, 'name'> & { readonly name: string | undefined } {
  const { status, cancelBy, repeat, force } = body;
  const when = startOf(body);
  if (body.class === undefined && body.classId === undefined) throw missing('class_missing', 'class');
  if (when === undefined) throw missing('when_missing', 'startsAt');
  return { name: body.class, when, fields: saidFieldsOf(body), cancelBy, status, repeat, isForced: force };
}

/** What of a booking is to be changed. */
export function toEditRequest(body: EditBody): EditRequest {
  const { status, cancelBy, force } = body;
  return { name: body.class, when: startOf(body), fields: saidFieldsOf(body), cancelBy, status, isForced: force };
}

/** Throws RequestError where a whole booking is to be replaced and its class or start is missing. */
export function requireWhole(body: EditBody): void {
  if (body.class === undefined && body.classId === undefined) throw missing('class_missing', 'class');
  if (body.startsAt === undefined && body.when === undefined) throw missing('when_missing', 'startsAt');
}

/** The places of fields in a body, as a JSON Pointer (RFC 6901 §6): a start is called as the body calls it. */
export function pointersIn(body: unknown): (field: string) => string {
  const has = (name: string) => typeof body === 'object' && body !== null && Object.hasOwn(body, name);
  return (field) => {
    // The name of a setting has dots.
    if (has(field)) return `#/${field}`;
    return pointerTo(field === 'when' && has('startsAt') ? 'startsAt' : field);
  };
}

function missing(code: string, name: string): RequestError {
  const detail = name === 'class' ? 'The class is missing.' : 'The start is missing.';
  const hint = name === 'class' ? 'Give class, its name, or classId.' : 'Give startsAt, or when in words.';
  return new RequestError(422, code, detail, { hint, fields: [{ pointer: `#/${name}`, detail }] });
}

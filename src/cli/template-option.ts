import type { Booking } from '../bookings/booking.ts';
import { toBookingJson } from '../contract/booking-json.ts';
import { parseBookingTemplate } from '../render/booking-template.ts';
import type { Template } from '../render/template.ts';
import type { RawInput } from './command.ts';
import { textOption } from './raw-options.ts';

/** The template of `--format`; null where it is not given. Throws UsageError. */
export function templateOption(raw: RawInput): Template<Booking> | null {
  const text = textOption(raw, 'format');
  return text === undefined ? null : bookingTemplate(text);
}

export function bookingTemplate(text: string): Template<Booking> {
  return parseBookingTemplate(text, toBookingJson);
}

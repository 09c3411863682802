import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { wallTimeOf } from './booking-words.ts';

/** How a field of the form is written. */
export type FieldKind = 'text' | 'date' | 'time' | 'number' | 'words' | 'url' | 'long';

export interface FormField {
  /** Its name in the form; `date` and `time` together are `startsAt` of the API. */
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly isRequired?: boolean;
  readonly help?: string;
  /** What a field holds of a booking. */
  readonly of: (booking: BookingJson) => string | number | null;
}

/** The fields that a person may change, in the order of the form. */
export const FORM_FIELDS: readonly FormField[] = [
  { name: 'class', label: 'Class', kind: 'text', isRequired: true, of: (each) => each.class.name },
  { name: 'date', label: 'Date', kind: 'date', isRequired: true, of: (each) => each.localDate },
  {
    name: 'time',
    label: 'Starts',
    kind: 'time',
    isRequired: true,
    of: (each) => wallTimeOf(each.startsAt).slice(11, 16),
  },
  { name: 'durationMinutes', label: 'Minutes', kind: 'number', isRequired: true, of: (each) => each.durationMinutes },
  { name: 'location', label: 'Place', kind: 'text', of: (each) => each.class.location },
  { name: 'instructor', label: 'With', kind: 'text', of: (each) => each.class.instructor },
  { name: 'type', label: 'Type', kind: 'text', of: (each) => each.class.type },
  { name: 'source', label: 'Via', kind: 'text', of: (each) => each.source },
  { name: 'externalBookingId', label: 'Number there', kind: 'text', of: (each) => each.externalBookingId },
  { name: 'price', label: 'Price', kind: 'number', of: (each) => each.price },
  { name: 'currency', label: 'Currency', kind: 'text', of: (each) => each.currency },
  {
    name: 'cancelBy',
    label: 'Cancel free until',
    kind: 'words',
    help: 'Such as 12h before, or mon 12:00',
    of: cancelLimit,
  },
  { name: 'lateFee', label: 'Late fee', kind: 'number', of: (each) => each.lateFee },
  { name: 'url', label: 'Web address', kind: 'url', of: (each) => each.url },
  { name: 'notes', label: 'Notes', kind: 'long', of: (each) => each.notes },
];

export type FormValues = Readonly<Record<string, string>>;

/** What the form holds before anything is typed. */
export function formValues(booking: BookingJson): FormValues {
  return Object.fromEntries(FORM_FIELDS.map(({ name, of }) => [name, String(of(booking) ?? '')]));
}

/** The body of a PATCH: only what the person changed; null takes a value away. Null where nothing was changed. */
export function changesOf(booking: BookingJson, values: FormValues): Readonly<Record<string, unknown>> | null {
  const before = formValues(booking);
  const body: Record<string, unknown> = {};
  for (const { name, kind } of FORM_FIELDS) {
    const value = (values[name] ?? '').trim();
    if (value === before[name]) continue;
    if (kind === 'date' || kind === 'time') {
      body['startsAt'] = `${values['date'] ?? ''}T${values['time'] ?? ''}`;
    } else if (value === '') body[name] = null;
    else body[name] = kind === 'number' ? Number(value) : value;
  }
  return Object.keys(body).length === 0 ? null : body;
}

/** The limit of free cancellation as it can be said again: `12h`, or a moment. */
function cancelLimit({ cancelBy, cancelByMinutes }: BookingJson): string | null {
  if (cancelByMinutes !== null) {
    const [hours, minutes] = [Math.floor(cancelByMinutes / 60), cancelByMinutes % 60];
    return [hours > 0 ? `${hours}h` : '', minutes > 0 || hours === 0 ? `${minutes}min` : ''].join('');
  }
  return cancelBy === null ? null : wallTimeOf(cancelBy).slice(0, 16).replace('T', ' ');
}

import { FORM_FIELDS, type FormField, type FormValues } from '../booking/booking-edits.ts';

/** The fields beside class and time, which most bookings take from the class. */
export const MORE_FIELDS: readonly FormField[] = FORM_FIELDS.filter(
  ({ name }) => !['class', 'date', 'time'].includes(name),
).map((field) => ({ ...field, isRequired: false }));

export interface BookDraft {
  readonly className: string;
  readonly when: string;
  /** The instant that was chosen where the words meant several. */
  readonly startsAt: string | null;
  readonly isWaitlisted: boolean;
  readonly more: FormValues;
}

export const EMPTY_DRAFT: BookDraft = { className: '', when: '', startsAt: null, isWaitlisted: false, more: {} };

/** The body of POST /bookings: only what was said, so that the class gives the rest. */
export function bookingRequest({ className, when, startsAt, isWaitlisted, more }: BookDraft) {
  const body: Record<string, unknown> = { class: className.trim() };
  if (startsAt === null) body['when'] = when.trim();
  else body['startsAt'] = startsAt;
  if (isWaitlisted) body['status'] = 'waitlisted';
  for (const { name, kind } of MORE_FIELDS) {
    const value = (more[name] ?? '').trim();
    if (value !== '') body[name] = kind === 'number' ? Number(value) : value;
  }
  return body;
}

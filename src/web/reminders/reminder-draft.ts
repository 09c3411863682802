import type { PreferencesJson } from '../../contract/schemas/reminder-schema.ts';

export const PREFERENCES_PATH = '/bookings/reminder-preferences';

/** The form of the preferences: what is ticked and typed. */
export interface ReminderDraft {
  readonly enabled: boolean;
  /** Lengths of time before the start: `24h, 1h`. */
  readonly offsets: string;
  /** Lengths of time before free cancellation ends. */
  readonly cancelByOffsets: string;
  readonly email: boolean;
  readonly desktop: boolean;
  readonly webhook: boolean;
  /** HH:MM; both are empty where no hours are quiet. */
  readonly quietFrom: string;
  readonly quietTo: string;
}

export function draftOf(preferences: PreferencesJson): ReminderDraft {
  const [quietFrom = '', quietTo = ''] = (preferences.quietHours ?? '').split('-');
  return {
    enabled: preferences.enabled ?? true,
    offsets: sayOffsets(preferences.offsets ?? []),
    cancelByOffsets: sayOffsets(preferences.cancelByOffsets ?? []),
    email: preferences.emailReminders ?? false,
    desktop: preferences.pushReminders ?? false,
    webhook: preferences.webhookReminders ?? false,
    quietFrom,
    quietTo,
  };
}

/** The body of PUT /bookings/reminder-preferences; the name of the field where its lengths of time are none. */
export function requestOf(draft: ReminderDraft): { readonly body: object } | { readonly wrong: string } {
  const [offsets, cancelByOffsets] = [readOffsets(draft.offsets), readOffsets(draft.cancelByOffsets)];
  if (offsets === null) return { wrong: 'offsets' };
  if (cancelByOffsets === null) return { wrong: 'cancelByOffsets' };
  const { enabled, email, desktop, webhook, quietFrom, quietTo } = draft;
  const quietHours = quietFrom === '' && quietTo === '' ? null : `${quietFrom}-${quietTo}`;
  return {
    body: {
      enabled,
      offsets,
      cancelByOffsets,
      emailReminders: email,
      pushReminders: desktop,
      webhookReminders: webhook,
      quietHours,
    },
  };
}

/** `1440, 60` → `24h, 1h`; whole days from two on: `2d`. */
export function sayOffsets(offsets: readonly number[]): string {
  return offsets.map(sayOffset).join(', ');
}

function sayOffset(minutes: number): string {
  if (minutes % 1440 === 0 && minutes > 1440) return `${minutes / 1440}d`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours > 0 ? `${hours}h` : ''}${rest > 0 || hours === 0 ? `${rest}min` : ''}`;
}

const LENGTH = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:min|m))?$/i;

/** Minutes; null where some of the text is no length of time. */
export function readOffsets(text: string): readonly number[] | null {
  const lengths: number[] = [];
  for (const each of text.split(/[,;]/).map((part) => part.trim())) {
    if (each === '') continue;
    const found = LENGTH.exec(each);
    if (!found) return null;
    const [days = 0, hours = 0, minutes = 0] = found.slice(1).map((digits) => Number(digits ?? 0));
    lengths.push(days * 1440 + hours * 60 + minutes);
  }
  return lengths;
}

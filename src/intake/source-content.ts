import type { IncomingBooking } from './incoming.ts';
import type { Version } from './version.ts';

/** What a source says of a class, without its identity, version and position in the source. */
export type SourceContent = Omit<
  IncomingBooking,
  keyof Version | 'identity' | 'isMoment' | 'review' | 'kept' | 'partial' | 'line'
>;

/** Default values. Its keys are the fields that are kept, in this order. */
const NOTHING: SourceContent = {
  isCancelled: false,
  className: '',
  type: null,
  location: null,
  instructor: null,
  startsLocal: '',
  zone: '',
  startsAt: '',
  durationMinutes: 0,
  status: null,
  source: null,
  externalId: null,
  price: null,
  lateFee: null,
  feePaid: null,
  currency: null,
  cancelBy: null,
  cancelByMinutes: null,
  isLateCancel: null,
  url: null,
  notes: null,
  bookedAt: null,
  attendedAt: null,
  cancelledAt: null,
  cancellationReason: null,
};
const KEYS = Object.keys(NOTHING) as (keyof SourceContent)[];

/** The content as text, for comparison with what the source says next. Equal content gives equal text. */
export function formatContent(said: SourceContent): string {
  const kept: Record<string, unknown> = {};
  for (const key of KEYS) if (said[key] !== NOTHING[key]) kept[key] = said[key];
  return JSON.stringify(kept);
}

/** Reads the text that {@link formatContent} wrote. */
export function parseContent(text: string): SourceContent {
  return { ...NOTHING, ...(JSON.parse(text) as Partial<SourceContent>) };
}

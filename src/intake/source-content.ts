import type { IncomingBooking } from './incoming.ts';
import type { Version } from './version.ts';

/** What a source says of a class: without who it is there, which version it is and where it stands. */
export type SourceContent = Omit<
  IncomingBooking,
  keyof Version | 'identity' | 'isMoment' | 'review' | 'kept' | 'partial' | 'line'
>;

/** Says nothing; its keys are what is kept, in their order. */
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

/** The content as it is kept, to be held against what the source says next: the same content is the same text. */
export function formatContent(said: SourceContent): string {
  const kept: Record<string, unknown> = {};
  for (const key of KEYS) if (said[key] !== NOTHING[key]) kept[key] = said[key];
  return JSON.stringify(kept);
}

/** What {@link formatContent} kept. */
export function parseContent(text: string): SourceContent {
  return { ...NOTHING, ...(JSON.parse(text) as Partial<SourceContent>) };
}

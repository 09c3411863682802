import fc from 'fast-check';
import { type Booking, STATUSES } from '../../src/bookings/booking.ts';
import { cleanNotes, foldTitle } from '../../src/bookings/text-fields.ts';
import { wallTimeAt } from '../../src/time/zones.ts';
import { sampleBooking } from '../support/booking-samples.ts';

/** As an export writes it: the start is 18:00 in New York. */
export const VINYASA = sampleBooking({
  source: 'classpass',
  bookedAt: '2026-10-20T12:34:56.789Z',
  createdAt: '2026-10-20T12:34:56.789Z',
  updatedAt: '2026-10-21T12:34:56.789Z',
});

const ZONES = [
  'UTC',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;

const PIECES = [
  ...['Yoga', 'Spin & Core', ' ', ' ', ',', ';', '\\', '\\n', '"', "'", ':', '=', '+', '-', '@', '\t', '\n', '\r\n'],
  ...[
    '🧘🏽‍♀️',
    '🚴',
    'é',
    'e\u0301',
    '日本語',
    'שלום',
    'مرحبا',
    '\u202e',
    '\u2028',
    '\u0085',
    'BEGIN:VEVENT',
    'x'.repeat(80),
  ],
];

/** Text with everything in it that a file format could trip over, line breaks too. */
const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const title = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 300, maxLength: 300 }) },
);
const cleanTitle = title.map((text) => foldTitle(text) || 'Class');
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const instant = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((at) => at.toISOString());
const thousandths = fc.integer({ min: 0, max: 999_999_999_999 });

/** A booking as the database could hold it, its start in the given years. */
export function anyBooking(fromYear: number, toYear: number): fc.Arbitrary<Booking> {
  const base = fc.record({
    id: fc.uuid({ version: 4 }),
    classId: fc.uuid({ version: 4 }),
    className: cleanTitle,
    classType: nullable(cleanTitle),
    location: nullable(cleanTitle),
    instructor: nullable(cleanTitle),
    durationMinutes: fc.integer({ min: 1, max: 1440 }),
    status: fc.constantFrom(...STATUSES),
    source: fc.oneof(fc.constantFrom('manual', 'classpass', 'mindbody'), cleanTitle),
    externalId: nullable(cleanTitle),
    bookedAt: instant('2020-01-01', '2030-01-01'),
    attendedAt: nullable(instant('2020-01-01', '2030-01-01')),
    cancelledAt: nullable(instant('2020-01-01', '2030-01-01')),
    cancellationReason: nullable(cleanTitle),
    cancelBy: nullable(instant('2020-01-01', '2030-01-01')),
    cancelByMinutes: nullable(fc.integer({ min: 0, max: 10_000 })),
    isLateCancel: fc.boolean(),
    price: nullable(thousandths),
    currency: nullable(fc.constantFrom('EUR', 'USD', 'KWD')),
    lateFee: nullable(thousandths),
    feePaid: nullable(thousandths),
    url: nullable(fc.webUrl({ withQueryParameters: true, withFragments: true })),
    notes: nullable(hostileText).map((notes) => notes && cleanNotes(notes)),
    sequence: fc.nat(100),
    reminderSent24h: fc.boolean(),
    reminderSent1h: fc.boolean(),
    createdAt: instant('2020-01-01', '2030-01-01'),
    updatedAt: instant('2020-01-01', '2030-01-01'),
  });
  const start = fc.record({
    zone: fc.constantFrom(...ZONES),
    minute: fc.integer({ min: Date.UTC(fromYear, 0, 2) / 60_000, max: Date.UTC(toYear, 11, 30) / 60_000 }),
  });
  return fc.tuple(base, start).map(([booking, { zone, minute }]) => {
    const at = new Date(minute * 60_000);
    return { ...booking, zone, startsLocal: wallTimeAt(at, zone), startsAt: at.toISOString() };
  });
}

/** The whole of a document that comes in chunks. */
export async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

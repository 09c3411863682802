import { describe, expect, it } from 'vitest';
import { type BookRequest, bookClass } from '../../src/bookings/book-service.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { checkFilter, FILTER_NAMES, type SaidFilter } from '../../src/bookings/said-filter.ts';
import { cancelBookings } from '../../src/bookings/status-service.ts';
import { NuminaError } from '../../src/errors.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking } from '../support/booking-samples.ts';
import { HOSTILE } from '../support/hostile-values.ts';

// An error about one field names the field, so that a form or an API can point at it.

const db = useBookingDatabase();
const NOW = '2026-11-24T14:12:00.000Z';
const context = () => db.at(NOW);
const REQUEST = { name: 'Yoga', when: '2026-11-24T18:00', isForced: true };

/** The fields named by the errors of all values that are refused as wrong usage. */
async function fieldsNamed(attempt: (value: unknown) => unknown): Promise<ReadonlySet<string | null>> {
  const named = new Set<string | null>();
  for (const value of HOSTILE) {
    try {
      await attempt(value);
    } catch (error) {
      if (!(error instanceof NuminaError)) throw error;
      if (error.kind === 'usage') named.add(error.field);
    }
  }
  return named;
}

describe('the field that is wrong', () => {
  it.each([
    ...['type', 'location', 'instructor', 'durationMinutes', 'source', 'externalId', 'zone', 'price', 'currency'],
    ...['lateFee', 'url', 'notes', 'unknown'],
  ])('is named where a booking has a wrong %s', async (name) => {
    const named = await fieldsNamed((value) =>
      bookClass(context(), { ...REQUEST, fields: { [name]: value } as BookRequest['fields'] }),
    );
    expect([...named]).toEqual([name]);
  });

  it.each(['name', 'when', 'cancelBy', 'status', 'isNewClass', 'isForced', 'unknown'])(
    'is named where a request has a wrong %s',
    async (name) => {
      const named = await fieldsNamed((value) => bookClass(context(), { ...REQUEST, [name]: value } as BookRequest));
      expect([...named]).toEqual([name]);
    },
  );

  it.each(['rule', 'count', 'until'])('is named where a series has a wrong %s', async (name) => {
    const named = await fieldsNamed((value) =>
      bookClass(context(), {
        ...REQUEST,
        repeat: { rule: 'weekly', count: null, until: null, [name]: value } as never,
      }),
    );
    expect([...named]).toEqual([`repeat.${name}`]);
  });

  it.each(['when', 'cancelBy', 'status'])('is named where an edit has a wrong %s', async (name) => {
    await db.store(sampleBooking());
    const named = await fieldsNamed((value) => editBooking(context(), sampleBooking().id, { [name]: value } as never));
    expect([...named]).toEqual([name]);
  });

  it('is named where a cancellation was at a wrong time', async () => {
    await db.store(sampleBooking());
    const named = await fieldsNamed((at) =>
      cancelBookings(context(), { references: [sampleBooking().id], at: at as string }),
    );
    expect([...named]).toEqual(['at']);
  });

  it.each(FILTER_NAMES)('is named where a filter has a wrong %s', async (name) => {
    const days = { today: '2026-11-24', locale: null };
    const named = await fieldsNamed((value) => checkFilter({ [name]: value } as SaidFilter, days));
    expect([...named]).toEqual([name]);
  });

  it('is not named where two fields are wrong only together', async () => {
    const days = { today: '2026-11-24', locale: null };
    await expect(checkFilter({ from: '2026-11-24', to: '2026-11-23' }, days)).rejects.toMatchObject({
      code: 'empty_range',
      field: null,
    });
  });
});

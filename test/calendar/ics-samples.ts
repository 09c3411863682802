import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { buildCalendar } from '../../src/calendar/ics-export.ts';
import { MEMORY } from '../support/temporary-folder.ts';
import { anyBooking, joined } from './ics-bookings.ts';

/** What programs are given to read: an export of so many bookings, with alarms. */
export interface Sample {
  readonly times: 'UTC' | 'local';
  readonly count: number;
}

export const SAMPLES: readonly Sample[] = [
  { times: 'UTC', count: 240 },
  { times: 'local', count: 160 },
];

/** On both sides of UTC, which a reader that took a time for one of its own would not show. */
export const ZONES = ['America/New_York', 'Pacific/Chatham'] as const;

const many = fc.sample(anyBooking(2026, 2026), { numRuns: 240, seed: 20261124 });

export function bookingsOf({ count }: Sample): readonly Booking[] {
  return many.slice(0, count);
}

/** Writes the samples into a folder for the tests of a file; the function names paths in it, and the file of each. */
export function useSamples(): { readonly path: (...names: string[]) => string; readonly file: (of: Sample) => string } {
  const folder = mkdtempSync(join(MEMORY, 'numina-judges-'));
  const file = ({ times, count }: Sample) => join(folder, `${times}-${count}.ics`);
  beforeAll(async () => {
    for (const sample of SAMPLES) writeFileSync(file(sample), await exportOf(sample));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return { path: (...names) => join(folder, ...names), file };
}

export async function exportOf(sample: Sample): Promise<string> {
  const bookings = bookingsOf(sample);
  const localZones = sample.times === 'local' ? [...new Set(bookings.map(({ zone }) => zone))] : [];
  const alarmsOf = () => [{ minutesBefore: 60, description: 'In an hour, go' }];
  return joined(buildCalendar(bookings, { name: 'Classes', omitCancelled: false, localZones, alarmsOf }));
}

/** Whether these are the same rows, in any order. Thousands are too many to look at: the first that differ will do. */
export function expectSameRows(found: readonly string[], expected: readonly string[]): void {
  const [left, right] = [new Set(found), new Set(expected)];
  const missing = expected.filter((row) => !left.has(row)).slice(0, 3);
  const strange = found.filter((row) => !right.has(row)).slice(0, 3);
  expect({ count: found.length, missing, strange }).toEqual({ count: expected.length, missing: [], strange: [] });
}

export function rowsOf(text: string): readonly string[] {
  return text.split('\n').filter((row) => row !== '');
}

import { describe, expect, it } from 'vitest';
import type { RowChange } from '../../src/db/row-change.ts';
import { planReversal } from '../../src/journal/plan-reversal.ts';
import { toStep } from '../../src/journal/step.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';

const NOW = new Date('2026-11-20T16:00:00.000Z');
const NOTHING = { bookings: new Map(), classes: new Map(), rows: [], bookingsOf: new Map() };

describe('a step', () => {
  it('holds only the key of what is new', () => {
    const change = { bookings: [{ before: null, after: sampleBooking() }], classes: [] };
    expect(toStep(change).bookings).toEqual([{ id: sampleBooking().id, kind: 'created' }]);
  });

  it('holds the fields that a change made different, without stamps, revision and what the daemon writes', () => {
    const before = sampleBooking({ price: 10_000 });
    const after = { ...before, price: 12_000, sequence: 3, reminderSent1h: true, updatedAt: NOW.toISOString() };
    const known = sampleClass();
    const touched = { ...known, createdAt: NOW.toISOString(), updatedAt: NOW.toISOString() };
    expect(toStep({ bookings: [{ before, after }], classes: [{ before: known, after: touched }] })).toEqual({
      bookings: [{ id: before.id, kind: 'changed', from: { price: 10_000 }, to: { price: 12_000 } }],
      classes: [],
      rows: [],
    });
  });

  it('is reversed from its last row to its first, and so is that', () => {
    const rows = ['a', 'b', 'c'].map(
      (id): RowChange => ({ table: 'pauses', key: { id }, before: null, after: { id, reason: null } }),
    );
    const step = toStep({ bookings: [], classes: [], rows });
    const undone = planReversal({ what: '', step }, { ...NOTHING, rows: rows.map(({ after }) => after) }, NOW);
    expect(undone.rows?.map(({ key, after }) => [key['id'], after])).toEqual([
      ['c', null],
      ['b', null],
      ['a', null],
    ]);
    const redone = planReversal({ what: '', step: toStep(undone) }, { ...NOTHING, rows: [null, null, null] }, NOW);
    expect(redone.rows).toEqual(rows);
  });

  it('survives being written down', () => {
    const before = sampleBooking({ notes: null });
    const bookings = [{ before, after: { ...before, notes: 'towel' } }];
    const removed = [{ before: sampleClass(), after: null }];
    const step = toStep({ bookings, classes: removed });
    expect(JSON.parse(JSON.stringify(step))).toEqual(step);
  });
});

import { expect, it } from 'vitest';
import { joinSteps } from '../../src/journal/join-steps.ts';
import type { BookingDelta, Step } from '../../src/journal/step.ts';

const step = (...bookings: readonly BookingDelta[]): Step => ({ bookings, classes: [], rows: [] });
const created: BookingDelta = { id: 'a', kind: 'created' };
const renamed: BookingDelta = { id: 'a', kind: 'changed', from: { className: 'Spin' }, to: { className: 'Yoga' } };

it('keeps what either step has done', () => {
  expect(joinSteps(step(created), step({ ...created, id: 'b' })).bookings.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('makes one change of two, from before the first to after the second', () => {
  const second: BookingDelta = {
    ...{ id: 'a', kind: 'changed' },
    from: { className: 'Yoga', location: null },
    to: { className: 'Barre', location: 'North' },
  };
  expect(joinSteps(step(renamed), step(second)).bookings).toEqual([
    {
      ...{ id: 'a', kind: 'changed' },
      from: { className: 'Spin', location: null },
      to: { className: 'Barre', location: 'North' },
    },
  ]);
});

it('makes nothing of a change that is taken back', () => {
  const back: BookingDelta = { id: 'a', kind: 'changed', from: { className: 'Yoga' }, to: { className: 'Spin' } };
  expect(joinSteps(step(renamed), step(back)).bookings).toEqual([]);
});

it('knows what is new as new, whatever is changed of it', () => {
  expect(joinSteps(step(created), step(renamed)).bookings).toEqual([created]);
});

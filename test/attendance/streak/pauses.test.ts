import { describe, expect, it } from 'vitest';
import { checkNewPause, isPausedOn, type Pause } from '../../../src/attendance/streak/pauses.ts';
import { RefusedError, UsageError } from '../../../src/errors.ts';

const summer: Pause = {
  id: '5f0a1c9e-0000-4000-8000-000000000000',
  from: '2026-07-01',
  to: '2026-07-14',
  reason: 'Crete',
};

describe('a new pause', () => {
  it.each([
    ['2026-06-20', '2026-06-30', 'ends the day before another'],
    ['2026-07-15', '2026-07-15', 'is a single day right after another'],
    ['2020-01-01', '2020-03-01', 'lies years back'],
  ])('from %s to %s is accepted: it %s', (from, to) => {
    expect(() => checkNewPause({ from, to }, [summer])).not.toThrow();
  });

  it.each([
    ['2026-07-14', '2026-07-20', 'shares one day'],
    ['2026-06-01', '2026-07-01', 'shares one day'],
    ['2026-07-03', '2026-07-04', 'lies within'],
    ['2026-06-01', '2026-08-01', 'surrounds it'],
  ])('from %s to %s is refused: it %s', (from, to) => {
    const add = () => checkNewPause({ from, to }, [summer]);
    expect(add).toThrow(RefusedError);
    expect(add).toThrow('There is already a pause from 2026-07-01 to 2026-07-14 (Crete).');
  });

  it.each([
    ['2026-07-02', '2026-07-01', /ends on 2026-07-01, before it begins/],
    ['2026-02-30', '2026-03-01', /Not a date: 2026-02-30/],
    ['2026-03-01', 'soon', /Not a date: soon/],
  ])('from %s to %s is a usage error', (from, to, message) => {
    const add = () => checkNewPause({ from, to }, []);
    expect(add).toThrow(UsageError);
    expect(add).toThrow(message);
  });
});

it('a pause covers its first and its last day', () => {
  const paused = ['2026-06-30', '2026-07-01', '2026-07-14', '2026-07-15'].map((date) => isPausedOn(date, [summer]));
  expect(paused).toEqual([false, true, true, false]);
});

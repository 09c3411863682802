import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstant } from '../../src/intake/incoming-text.ts';

describe('an instant', () => {
  it.each([
    ['2026-11-24T17:00:00.000Z', '2026-11-24T17:00:00.000Z'],
    ['2026-11-24T18:00:00+01:00', '2026-11-24T17:00:00.000Z'],
    ['2026-11-24 12:00:00.25-0500', '2026-11-24T17:00:00.250Z'],
    ['2026-11-24t17:00z', '2026-11-24T17:00:00.000Z'],
    ['2026-11-23T24:00:00.000Z', '2026-11-24T00:00:00.000Z'],
  ])('may be written %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });

  it.each(['2026-11-24T17:00:00', '2026-11-24', '2026-13-01T17:00:00.000Z', '2026-11-24T25:00:00.000Z', 'soon', ''])(
    'is not “%s”',
    (text) => {
      expect(readInstant(text)).toBeNull();
    },
  );

  it('is left as numina writes it', () => {
    const instants = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2200-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        expect(readInstant(at.toISOString())).toBe(at.toISOString());
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProperty } from '../../src/intake/ics-properties.ts';

describe('a content line', () => {
  it('is taken apart into parameters and values', () => {
    expect(readProperty('DTSTART;TZID="Europe/Berlin";X-A=1:20261124T180000')).toEqual({
      params: { tzid: 'Europe/Berlin', 'x-a': '1' },
      values: ['20261124T180000'],
    });
    expect(readProperty('CATEGORIES:yoga,hot\\, humid')).toEqual({ params: {}, values: ['yoga', 'hot, humid'] });
    expect(readProperty('SUMMARY:Spin\\; 45\\nwith Ana')).toEqual({ params: {}, values: ['Spin; 45\nwith Ana'] });
    expect(readProperty('RRULE:FREQ=WEEKLY;BYDAY=MO,TU')).toEqual({
      params: {},
      values: ['FREQ=WEEKLY;BYDAY=MO,TU'],
    });
  });

  it('says the same whether it has parameters that mean nothing or none', () => {
    const name = fc.constantFrom('SUMMARY', 'DESCRIPTION', 'CATEGORIES', 'UID', 'DTSTART', 'RRULE', 'X-NUMINA-CLASS');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z:;,="\\ ]*$/));
    fc.assert(
      fc.property(name, value, (property, text) => {
        for (const [head, same] of [
          [property, `${property};X-A=1`],
          [`${property};VALUE=TEXT`, `${property};X-A=1;VALUE=TEXT`],
        ]) {
          expect(readProperty(`${head}:${text}`)?.values).toEqual(readProperty(`${same}:${text}`)?.values);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is none without a colon, or with a head that never ends', () => {
    expect(readProperty('SUMMARY')).toBeNull();
    expect(readProperty(`SUMMARY;X-A=${'a'.repeat(6000)}:Spin`)).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { type Coverage, findAbsence, isBelievable, type Sighting } from '../../../src/intake/feeds/absence.ts';
import { keyText } from '../../../src/intake/known/identity-key.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const AHEAD = '2026-12-01T17:00:00.000Z';

const COVERAGE: Coverage = {
  seriesUntil: '2027-11-23T00:00:00.000Z',
  until: null,
  unread: new Set(),
};

function sighting(name: string, startsAt = AHEAD, recurrenceId = ''): Sighting {
  return { source: 'studio', uid: `uid:${name}`, recurrenceId, startsAt };
}

/** The names of what is gone and of what is only unseen. */
function absence(earlier: readonly Sighting[], present: readonly Sighting[], coverage: Partial<Coverage> = {}) {
  const { gone, unseen } = findAbsence(earlier, new Set(present.map(keyText)), { ...COVERAGE, ...coverage }, NOW);
  return { gone: gone.map(({ uid }) => uid.slice(4)), unseen: unseen.map(({ uid }) => uid.slice(4)) };
}

describe('what a feed no longer holds', () => {
  test('is gone where its class is still ahead', () => {
    expect(absence([sighting('spin'), sighting('yoga')], [sighting('spin')])).toEqual({ gone: ['yoga'], unseen: [] });
  });

  test('is not missed once its class has begun', () => {
    const past = [sighting('past', '2026-11-23T12:00:00.000Z'), sighting('now', NOW.toISOString())];
    expect(absence(past, [])).toEqual({ gone: [], unseen: [] });
  });

  test('is only unseen where it could not be read, or a rule left it out', () => {
    const unread = new Set(['uid:spin']);
    expect(absence([sighting('spin'), sighting('yoga')], [], { unread })).toEqual({ gone: ['yoga'], unseen: ['spin'] });
  });

  test('is only unseen beyond what was asked for', () => {
    const earlier = [sighting('near'), sighting('far', '2027-03-01T12:00:00.000Z')];
    const until = '2027-01-01T00:00:00.000Z';
    expect(absence(earlier, [], { until })).toEqual({ gone: ['near'], unseen: ['far'] });
  });

  test('counts as unseen for a series beyond the horizon; a single event is missed at any distance', () => {
    const far = '2028-01-01T12:00:00.000Z';
    const earlier = [sighting('series', far, '20280101T120000Z'), sighting('single', far)];
    expect(absence(earlier, [])).toEqual({ gone: ['single'], unseen: ['series'] });
  });

  test('is found for each instance: one of a series may go alone', () => {
    const [one, two] = [sighting('weekly', AHEAD, '1'), sighting('weekly', AHEAD, '2')];
    expect(findAbsence([one, two], new Set([keyText(two)]), COVERAGE, NOW).gone).toEqual([one]);
  });
});

describe('a feed is believed', () => {
  test.each([
    [0, 0, true],
    [1, 1, true],
    [1, 0, false],
    [2, 1, false],
    [5, 100, true],
  ])('that has lost %d and kept %d: %s', (lost, kept, isBelieved) => {
    expect(isBelievable(lost, kept)).toBe(isBelieved);
  });
});

import { expect, test } from 'vitest';
import type { Booking } from '../../../src/bookings/booking.ts';
import { keyText } from '../../../src/intake/known/identity-key.ts';
import { recognise } from '../../../src/intake/known/recognise.ts';
import type { KnownNames } from '../../../src/intake/known/recognition.ts';
import type { ImportRules, Known } from '../../../src/intake/plan/import-plan.ts';
import { planImport } from '../../../src/intake/plan/plan-import.ts';
import { sampleId } from '../../support/booking-samples.ts';
import { sampleIncoming, uid } from '../incoming-samples.ts';

let ids = 0;
const RULES: ImportRules = {
  defaultSource: 'ics',
  homeZone: 'America/New_York',
  revive: false,
  now: new Date('2026-11-20T12:00:00Z'),
  newId: () => {
    ids += 1;
    return sampleId(ids);
  },
};

/** Counts how often all of its bookings are gone through. */
class CountingMap extends Map<string, Booking> {
  walks = 0;

  override keys() {
    this.walks += 1;
    return super.keys();
  }

  override values() {
    this.walks += 1;
    return super.values();
  }
}

function plan(known: Known) {
  const bookings = Array.from({ length: 50 }, (_, index) =>
    sampleIncoming({ identity: uid(`${index}@studio.example`), startsLocal: `2026-12-01T08:${10 + index}:00` }),
  );
  const names: KnownNames = { ...known, series: new Map(), held: new Set() };
  return planImport(recognise({ bookings }, names, RULES), known, RULES);
}

test('events that are known already are not each compared with all bookings', () => {
  const nothing = { identities: new Map(), bound: [], boundSources: new Map(), classes: [] };
  const first = plan({ ...nothing, bookings: new Map() });
  const stored = new CountingMap(first.bookings.flatMap(({ after }) => (after ? [[after.id, after] as const] : [])));
  expect(stored.size).toBe(50);
  stored.walks = 0;
  const identities = new Map(first.identities.map((each) => [keyText(each), each]));
  expect(plan({ ...nothing, identities, bookings: stored }).report).toMatchObject({ unchanged: 50, created: 0 });
  expect(stored.walks).toBeLessThan(10);
});

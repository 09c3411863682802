import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/errors.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailSource } from '../../../src/intake/mail/mail-source.ts';
import { unseenIn } from '../../support/hostile-values.ts';
import { onThisMachine, patient } from '../../support/patience.ts';
import { HOSTILE_MAILS } from './hostile-mails.ts';

const OPTIONS = {
  homeZone: 'America/New_York',
  since: '2025-11-01',
  horizon: '2027-11-01',
  formats: loadFormats(null),
};

/** What is booked by it, or why it is not read. */
async function read(mail: Buffer): Promise<string> {
  try {
    const said = await readMailSource(mail, OPTIONS);
    expect(unseenIn(said)).toEqual([]);
    return said.bookings.map(({ className, startsLocal }) => `${className} ${startsLocal}`).join() || 'none';
  } catch (error) {
    if (error instanceof FailureError) return error.code;
    throw error;
  }
}

describe('a mail that was made to do harm', () => {
  it.each(HOSTILE_MAILS.map(({ name, make }) => [name, make] as const))(
    'is read in bounded time, or refused: %s',
    async (_, make) => {
      const mail = make();
      const begun = performance.now();
      const found = await read(mail);
      expect(performance.now() - begun).toBeLessThan(onThisMachine(5000));
      // Nothing but the one class that some of them book.
      expect(['none', 'bad_mail', 'Yin 2026-12-03T18:00:00', 'Yin[31m 2026-12-03T18:00:00']).toContain(found);
    },
    patient(20_000),
  );
});

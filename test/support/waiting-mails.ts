import { openDatabase } from '../../src/db/open.ts';
import { fixedClock } from '../../src/time/clock.ts';
import type { MailSample } from '../intake/mail/mail-samples.ts';
import { letWait } from '../intake/mail-trust/waiting-samples.ts';
import { type Home, NOW } from './home.ts';

/** Lets mails wait in a home, as a mailbox does that cannot be sure of them. Ids are 00000001…, 00000002… */
export async function letWaitIn(home: Home, ...mails: readonly (MailSample | Buffer)[]): Promise<void> {
  const now = new Date(NOW);
  // The first command makes the folder.
  await home.run('list');
  const database = await openDatabase({ path: home.database, createFolder: true, now });
  let count = 0;
  const newId = () => {
    count += 1;
    return `${String(count).padStart(8, '0')}-0000-4000-8000-000000000000`;
  };
  const context = { store: database.store, clock: fixedClock(now), homeZone: 'America/New_York', newId };
  try {
    await letWait({ ...context, listeners: [] }, ...mails);
  } finally {
    await database.close();
  }
}

import type { Place } from '../db/engine.ts';
import { Alarm } from './alarm.ts';
import { AllRounds } from './all-rounds.ts';
import type { DaemonParts } from './daemon-parts.ts';

export type { AccountParts, DaemonConfig, DaemonParts, FeedAnswer } from './daemon-parts.ts';

/** Why a loop ended: it was stopped, or its database is no longer at its path. */
export type LoopEnd = 'stopped' | Exclude<Place, 'there'>;

/**
 * Sends reminders until `signal` aborts, or until its database is no longer at its path. Sleeps less than five seconds
 * at a time and then reads the wall clock, since long timers stand still while a computer sleeps. The caller must hold
 * the lock of the daemon.
 */
export async function runLoop(parts: DaemonParts): Promise<LoopEnd> {
  const alarm = new Alarm();
  parts.signal.addEventListener('abort', () => alarm.ring(), { once: true });
  const leaving = new AbortController();
  const signal = AbortSignal.any([parts.signal, leaving.signal]);
  const rounds = new AllRounds({ ...parts, signal }, () => alarm.ring());
  await rounds.begin();
  let place: Place = 'there';
  while (!parts.signal.aborted && place === 'there') {
    const sleepMs = await rounds.make();
    await alarm.sleep(sleepMs);
    place = parts.database.place();
  }
  if (place !== 'there') leaving.abort();
  await rounds.end();
  return place === 'there' ? 'stopped' : place;
}

/** One pass, for cron and timers: tries everything that is due once. */
export async function runOnce(parts: DaemonParts): Promise<LoopEnd> {
  const rounds = new AllRounds(parts, () => undefined);
  await rounds.begin();
  await rounds.make();
  if (await rounds.hasAsked()) await rounds.make();
  await rounds.end();
  return 'stopped';
}

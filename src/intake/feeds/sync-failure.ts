import { FailureError, type NuminaError, StorageError } from '../../errors.ts';
import { command, words } from '../../words.ts';
import type { FeedOutcome } from './sync-service.ts';

/**
 * What a sync failed by: with one feed its own error, with several the number that could not be read. A failure of
 * storage counts above all. Null for none.
 */
export function syncFailure(outcomes: readonly Pick<FeedOutcome, 'error'>[]): NuminaError | null {
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const [only] = errors;
  if (!only || outcomes.length === 1) return only ?? null;
  const storage = errors.find((error) => error instanceof StorageError);
  if (storage) return storage;
  const others = errors.length < outcomes.length ? 'The others are up to date. ' : '';
  return new FailureError(
    'sync_failed',
    `${errors.length} of ${outcomes.length} feeds could not be read.`,
    words`${others}${command('sync', 'NAME')} tells more of one.`,
  );
}

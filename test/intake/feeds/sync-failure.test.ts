import { describe, expect, it } from 'vitest';
import { FailureError, NotFoundError } from '../../../src/errors.ts';
import { syncFailure } from '../../../src/intake/feeds/sync-failure.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';

const hintOf = (outcomes: Parameters<typeof syncFailure>[0]) => wordForTerminal(syncFailure(outcomes)?.hint ?? '');
const well = { error: null };
const failed = { error: new NotFoundError('no_such_page', 'There is no such page.') };

describe('what a sync failed by', () => {
  it('is nothing where every feed could be read, and where there is none', () => {
    expect([syncFailure([]), syncFailure([well, well])]).toEqual([null, null]);
  });

  it('is the error of the only feed', () => {
    expect(syncFailure([failed])).toBe(failed.error);
  });

  it('is how many of several could not be read', () => {
    expect(syncFailure([well, failed, failed])).toMatchObject({
      code: 'sync_failed',
      message: '2 of 3 feeds could not be read.',
    });
    expect(hintOf([well, failed, failed])).toBe('The others are up to date. numina sync NAME tells more of one.');
    expect(syncFailure([failed, failed])).toBeInstanceOf(FailureError);
    expect(hintOf([failed, failed])).toBe('numina sync NAME tells more of one.');
  });
});

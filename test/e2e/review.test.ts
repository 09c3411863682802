import { beforeEach, describe, expect, it } from 'vitest';
import { type Home, useHomes } from '../support/home.ts';
import { hasScript, onTerminal } from './on-terminal.ts';

describe.skipIf(!hasScript)('numina review on a terminal (needs script of util-linux)', () => {
  const homes = useHomes();
  let home: Home;
  beforeEach(() => {
    home = homes.season();
  });
  const reviews = () => home.json<{ rating: number }[]>('review list');

  it.each([
    ['\r', 5],
    ['5\r', 5],
    ['1\r', 1],
    ['3\r', 3],
  ] as const)('%j is the rating', async (keys, rating) => {
    await onTerminal(home, 'numina review vinyasa', [['5) excellent', keys]]);
    expect(await reviews()).toMatchObject([{ rating }]);
  });

  it('takes no other number', async () => {
    await onTerminal(home, 'numina review vinyasa', [
      ['5) excellent', '7\r'],
      ["isn't an available option", '\x152\r'],
    ]);
    expect(await reviews()).toMatchObject([{ rating: 2 }]);
  });

  it('refuses before it asks', async () => {
    const { screen, exitCode } = await onTerminal(home, 'numina review next');
    expect(exitCode).toBe(4);
    expect(screen).toContain('has not begun yet');
    expect(screen).not.toContain('How was it?');
  });
});

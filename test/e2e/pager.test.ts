import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Home, useHomes } from '../support/home.ts';
import { onThisMachine } from '../support/patience.ts';
import { CTRL_C, hasScript, onTerminal } from './on-terminal.ts';

const homes = useHomes();

/** A pager that shows nothing of what it reads, and does as a test says. */
function pager(home: Home, script: string): { readonly NUMINA_PAGER: string } {
  const path = home.path('pager.sh');
  writeFileSync(path, `cat > /dev/null\n${script}\n`);
  return { NUMINA_PAGER: `sh ${path}` };
}

// Five rows: the list of the season is longer.
const LINE = 'trap : INT; stty rows 5; numina list; echo "code $?"';

describe.skipIf(!hasScript)('(needs script(1)) numina with a pager', () => {
  test('waits for one that goes on after Ctrl-C, and has the terminal to itself until then', async () => {
    const home = homes.season();
    const env = pager(home, 'trap "" INT; echo ready; sleep 1; echo at its end');
    const { screen } = await onTerminal(home, LINE, [['ready', CTRL_C]], env);
    expect(screen).toMatch(/ready[\s\S]*at its end[\s\S]*code 0/);
  });

  test('ends after one that Ctrl-C ends, as interrupted', async () => {
    const home = homes.season();
    // The shell of a script tells nobody how it ended: it ends itself by the signal.
    const env = pager(home, 'trap "trap - INT; kill -INT $$" INT; echo ready; sleep 5; echo too late');
    const { screen } = await onTerminal(home, LINE, [['ready', CTRL_C]], env);
    expect(screen).toMatch(/code 130/);
    expect(screen).not.toContain('too late');
  });

  test.each([
    ['TERM', 143],
    ['HUP', 129],
  ])('takes it along when SIG%s ends it', async (signal, code) => {
    const home = homes.season();
    const env = pager(home, `echo ready; kill -${signal} $PPID; exec sleep 9`);
    const beganMs = performance.now();
    const { screen } = await onTerminal(home, LINE, [], env);
    expect(screen).toContain(`code ${code}`);
    expect(performance.now() - beganMs).toBeLessThan(onThisMachine(8000));
  });

  test.each(['false', 'sh -c exit\\ 3', 'no-such-pager'])(
    'shows the text itself where the pager is %s',
    async (command) => {
      const { screen } = await onTerminal(homes.season(), LINE, [], { NUMINA_PAGER: command });
      expect(screen).toMatch(/Reformer[\s\S]*code 0/);
    },
  );
});

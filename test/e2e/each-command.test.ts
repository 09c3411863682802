import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { homeForExample, runLine } from '../support/example.ts';
import { type Home, type Outcome, useHomes as useHomesInProcess } from '../support/home.ts';
import { useHomes } from './program.ts';

// Most tests run commands in their own process. Here each command is run both ways, and says the same.

const shipped = useHomes();
const inProcess = useHomesInProcess();

/** Without what differs from home to home: its folder and process, and the ids and names of what is made in it. */
function comparable({ stdout, stderr, exitCode }: Outcome, home: Home): Outcome {
  const bare = (text: string) =>
    text
      .replaceAll(home.path(), 'HOME')
      .replaceAll(/\b[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\b/g, 'UUID')
      .replaceAll(/ [\da-f]{4,8}$/gm, ' ID')
      .replaceAll(/numina-demo-[\w-]+/g, 'DEMO')
      .replaceAll(/pid \d+/g, 'PID');
  return { stdout: bare(stdout), stderr: bare(stderr), exitCode };
}

/** The unit names the program that was started, in a test the runner of tests; only the launcher has a code cache. */
const OF_THE_PROCESS = ['daemon install', 'doctor'];

describe('the shipped program says what a command line says in the process of a test', () => {
  const examples = COMMANDS.filter(({ name }) => !OF_THE_PROCESS.includes(name)).flatMap(
    ({ examples: [first] }) => first?.line ?? [],
  );
  test.each(examples)('%s', async (line) => {
    const outcomes: Outcome[] = [];
    for (const homes of [shipped, inProcess]) {
      const home = await homeForExample(homes, line);
      outcomes.push(comparable(await runLine(home, line), home));
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
  });

  test.each(['book', 'calendar', 'config', 'config set', 'daemon install'])('help of %s', async (name) => {
    const outcome = await shipped.empty().run(`${name} --help`);
    expect(outcome).toEqual(await inProcess.empty().run(`${name} --help`));
  });
});

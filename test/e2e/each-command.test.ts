import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { homeForExample, runLine, wordsOf } from '../support/example.ts';
import { type Home, type Homes, type Outcome, useHomes as useHomesInProcess } from '../support/home.ts';
import { runBundle } from '../support/run-bundle.ts';
import { nameAtServer } from '../support/server-database.ts';
import { useHomes } from './program.ts';

// Most tests run commands from the sources. Here each command is run both from them and from the built program, and says
// the same.

const built = useHomesInProcess(runBundle);
const shipped = useHomes();
const inProcess = useHomesInProcess();

/** Without what differs from home to home: its folder and process, and the ids and names of what is made in it. */
function comparable({ stdout, stderr, exitCode }: Outcome, home: Home): Outcome {
  const bare = (text: string) =>
    text
      .replaceAll(home.path(), 'HOME')
      .replaceAll(home.database, 'DATABASE')
      .replaceAll(nameAtServer(home.database) || 'no name', 'NAME')
      .replaceAll(/\b[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\b/g, 'UUID')
      .replaceAll(/ [\da-f]{4,8}$/gm, ' ID')
      .replaceAll(/\b(local|[\da-f]{12})\.[\w-]{43}/g, 'SECRET')
      .replaceAll(/until .* \d\d:\d\d/g, 'until THEN')
      .replaceAll(/numina-demo-[\w-]+/g, 'DEMO')
      .replaceAll(/pid \d+/g, 'PID')
      .replaceAll(/daemon-[\da-f]{12}/g, 'daemon')
      .replaceAll(/\d[\d.]* (?:ms|[KMG]B)$/gm, 'MEASURED');
  return { stdout: bare(stdout), stderr: bare(stderr), exitCode };
}

/** The last command of a line, and the variables before it. A shell would start the shipped program in both ways. */
function withoutShell(line: string): { readonly command: string; readonly env: Readonly<Record<string, string>> } {
  const last = line.split(' && ').at(-1) ?? '';
  const [, name, value = '', command = ''] = /^(?:([A-Z]+)=(\S+) )?(.*?)(?: > \S+)?$/.exec(last) ?? [];
  expect(wordsOf(command), command).not.toBeNull();
  return { command, env: name === undefined ? {} : { [name]: value } };
}

/** A server does not end by itself. The unit names the program that was started, in a test the runner of tests; only the launcher has a code cache. */
const OF_THE_PROCESS = ['daemon install', 'doctor', 'serve'];

describe('the built program says what the sources say', () => {
  const examples = COMMANDS.filter(({ name }) => !OF_THE_PROCESS.includes(name)).flatMap(
    ({ examples: [first] }) => first?.line ?? [],
  );
  test.each(examples)('%s', async (line) => {
    const { command, env } = withoutShell(line);
    const said = async (homes: Homes) => {
      const home = await homeForExample(homes, line);
      return comparable(await runLine(home, command, env), home);
    };
    const [outcome, expected] = await Promise.all([said(built), said(inProcess)]);
    expect(outcome).toEqual(expected);
  });

  test.each(['book', 'calendar', 'config', 'config set', 'daemon install'])('help of %s, started', async (name) => {
    const help = (homes: Homes) => homes.empty().run(`${name} --help`);
    const [outcome, expected] = await Promise.all([help(shipped), help(inProcess)]);
    expect(outcome).toEqual(expected);
  });
});

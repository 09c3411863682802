import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { COMMAND_SCHEMAS } from '../../src/contract/schemas/command-schemas.ts';
import { COMMAND_REQUESTS } from './requests/requests.ts';

// What CONTRIBUTING asks of a new command, beside the code.

const ROOT = join(import.meta.dirname, '..', '..');
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8').replaceAll('\\|', '|');
const [README, CHANGELOG] = [textOf('README.md'), textOf('CHANGELOG.md')];

/** Whether a text names it as code: `pause add`, `numina pause add`, or as one of `pause add|list|remove`. */
function isNamed(name: string, text: string): boolean {
  const [family = '', word] = name.split(' ');
  const rest = word === undefined ? '' : ` \\[?(?:\\S*\\|)?${word}`;
  return new RegExp(`(?:\`|numina )${family}${rest}(?![\\w-])`).test(text);
}

test.each(COMMANDS.map(({ name }) => name))(
  '%s has a test, a JSON shape, a line in README and one in CHANGELOG',
  (name) => {
    expect({
      requests: name in COMMAND_REQUESTS,
      schema: name in COMMAND_SCHEMAS,
      readme: isNamed(name, README),
      changelog: isNamed(name, CHANGELOG),
    }).toEqual({ requests: true, schema: true, readme: true, changelog: true });
  },
);

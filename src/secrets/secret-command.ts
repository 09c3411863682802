import { UsageError } from '../errors.ts';
import { parseJsonList } from '../text/json-list.ts';
import { type Words, words } from '../words.ts';

const COMMAND = 'a program and its words, such as ["pass", "show", "mail"] or "pass show mail"';

/**
 * Reads a command that prints a secret, as a program and its arguments: a JSON list, or words separated by spaces, with
 * quotes around words that contain spaces. `key` is the setting or option for errors. Throws UsageError.
 */
export function parseCommand(text: string, key: Words): readonly string[] {
  const argv = text.trim().startsWith('[') ? parseJsonList(text) : splitWords(text);
  if (argv === null) throw wrongCommand(text, key);
  return checkCommand(argv, key);
}

/** Checks a command. Throws UsageError where it names no program or has a NUL character. */
export function checkCommand(argv: readonly string[], key: Words): readonly string[] {
  const isRight = argv[0] !== undefined && argv[0].trim() !== '' && !argv.some((word) => word.includes('\0'));
  if (isRight) return argv;
  throw wrongCommand(JSON.stringify(argv), key);
}

/** The words of a text; null where a quote has no end. Variables and patterns are not expanded. */
function splitWords(text: string): readonly string[] | null {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const isWhole = text.replace(/"[^"]*"|'[^']*'/g, '').match(/["']/) === null;
  return isWhole ? words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2')) : null;
}

function wrongCommand(text: string, key: Words): UsageError {
  return new UsageError('bad_setting', words`${key} cannot be “${text}”.`, `Set it to ${COMMAND}.`);
}

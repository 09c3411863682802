import { UsageError } from '../errors.ts';
import { parseJsonList } from '../text/json-list.ts';

const COMMAND = 'a program and its words, such as ["pass", "show", "mail"] or "pass show mail"';

/**
 * The program that prints a secret, and its words: a JSON list, or words with spaces between them, where quotes keep
 * words together. `key` names the setting or the option. Throws UsageError.
 */
export function parseCommand(text: string, key: string): readonly string[] {
  const argv = text.trim().startsWith('[') ? parseJsonList(text) : splitWords(text);
  if (argv === null) throw wrongCommand(text, key);
  return checkCommand(argv, key);
}

/** Throws UsageError where the words name no program. */
export function checkCommand(argv: readonly string[], key: string): readonly string[] {
  const isRight = argv[0] !== undefined && argv[0].trim() !== '' && !argv.some((word) => word.includes('\0'));
  if (isRight) return argv;
  throw wrongCommand(JSON.stringify(argv), key);
}

/** Null where a quote has no end. Nothing in the words is expanded. */
function splitWords(text: string): readonly string[] | null {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const isWhole = text.replace(/"[^"]*"|'[^']*'/g, '').match(/["']/) === null;
  return isWhole ? words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2')) : null;
}

function wrongCommand(text: string, key: string): UsageError {
  return new UsageError('bad_setting', `${key} cannot be “${text}”.`, `Set it to ${COMMAND}.`);
}

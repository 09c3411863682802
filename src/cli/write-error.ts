import { toErrorJson } from '../contract/error-json.ts';
import { NuminaError } from '../errors.ts';
import { toSystemFailure } from '../files/file-failure.ts';
import { singleLine } from '../render/printable.ts';
import { truncate } from '../render/width.ts';
import { toJsonText } from '../text/json-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * One or two lines on standard error: what is wrong, then what to do; JSON with `--json`. Gives what was told: what is
 * not in words yet is the system's refusal, or else a mistake of numina's own.
 */
export function writeError(error: unknown, argv: readonly string[], terminal: Terminal): NuminaError {
  const known = error instanceof NuminaError ? error : (toSystemFailure(error) ?? asDefect(error));
  try {
    tell(error, known, argv, terminal);
  } catch {
    // Nobody can be told; the exit code says it.
  }
  return known;
}

function tell(error: unknown, known: NuminaError, argv: readonly string[], { stderr, env }: Terminal): void {
  const isDebug = argv.includes('--debug') || Boolean(env['NUMINA_DEBUG']);
  if (argv.includes('--json')) {
    stderr.write(`${toJsonText(toErrorJson(known))}\n`);
  } else {
    stderr.write(`numina: ${legible(known.message)}\n${known.hint ? `${legible(known.hint)}\n` : ''}`);
  }
  if (isDebug && error instanceof Error) stderr.write(`${error.stack}\n`);
}

function asDefect(error: unknown): NuminaError {
  const reason = error instanceof Error ? error.message : String(error);
  return new NuminaError(
    'failure',
    'defect',
    `Something went wrong: ${reason}`,
    'Run it again with --debug and report what it prints.',
  );
}

/** In columns: a path or a phrase fits, a page that somebody pasted does not. */
const LONGEST_LINE = 300;

/**
 * Messages quote what was typed: nothing in it may move the cursor, break a line or fill the screen. Only a
 * list that a message brings along, indented, has lines of its own.
 */
function legible(text: string): string {
  return text
    .split('\n  ')
    .map((line) => truncate(singleLine(line), LONGEST_LINE))
    .join('\n  ');
}

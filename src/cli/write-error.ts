import { toErrorJson } from '../contract/error-json.ts';
import { NuminaError } from '../errors.ts';
import { toSystemFailure } from '../files/file-failure.ts';
import { singleLine } from '../render/printable.ts';
import { truncate } from '../render/width.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { toJsonText } from '../text/json-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes an error to standard error: the fact, then the next step; as JSON with `--json`. Returns the error that was
 * written. Errors of other kinds are explained as a refusal of the system, or else reported as a defect.
 */
export function writeError(error: unknown, argv: readonly string[], terminal: Terminal): NuminaError {
  const known = error instanceof NuminaError ? error : (toSystemFailure(error) ?? asDefect(error));
  try {
    tell(error, known, argv, terminal);
  } catch {
    // Nothing can be written. The exit code still tells.
  }
  return known;
}

function tell(error: unknown, known: NuminaError, argv: readonly string[], { stderr, env }: Terminal): void {
  const isDebug = argv.includes('--debug') || Boolean(env['NUMINA_DEBUG']);
  if (argv.includes('--json')) {
    stderr.write(`${toJsonText(toErrorJson(known, wordForTerminal))}\n`);
  } else {
    stderr.write(
      `numina: ${legible(wordForTerminal(known.fact))}\n${known.hint ? `${legible(wordForTerminal(known.hint))}\n` : ''}`,
    );
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

/** In columns. Paths and phrases fit; pasted pages do not. */
const LONGEST_LINE = 300;

/**
 * Makes a message safe: it may quote typed text, which must not move the cursor, break a line or fill the screen. Only
 * the indented list at the end of a message keeps its lines.
 */
function legible(text: string): string {
  return text
    .split('\n  ')
    .map((line) => truncate(singleLine(line), LONGEST_LINE))
    .join('\n  ');
}

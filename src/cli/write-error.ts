import { NuminaError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/** One or two lines on standard error: what is wrong, then what to do; JSON with `--json`. */
export function writeError(error: unknown, argv: readonly string[], { stderr, env }: Terminal): void {
  const isDebug = argv.includes('--debug') || Boolean(env['NUMINA_DEBUG']);
  const known = error instanceof NuminaError ? error : asDefect(error);
  if (argv.includes('--json')) {
    const { code, message, hint } = known;
    stderr.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  } else {
    stderr.write(`numina: ${printable(known.message)}\n${known.hint ? `${printable(known.hint)}\n` : ''}`);
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

/** Messages quote what was typed: control characters in it must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

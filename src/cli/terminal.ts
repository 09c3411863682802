/** A stream for text. The text is written when `write` returns. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly write: (text: string) => unknown;
}

/** The streams and the environment of a process. They are passed on, so that nothing else accesses them. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
}

/** The global options that affect output. */
export interface OutputOptions {
  readonly color: string | boolean | undefined;
  readonly isMachineReadable: boolean;
  readonly noInput: boolean;
}

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 20;

/** The width of the screen in columns; without one, `COLUMNS` or 80. */
export function widthOf({ stdout, env }: Terminal): number {
  const wide = stdout.columns ?? Number(env['COLUMNS']);
  return Number.isInteger(wide) && wide > 0 ? Math.max(MIN_WIDTH, wide) : DEFAULT_WIDTH;
}

const PIPE_TABLE_WIDTH = 240;

/** The width for tables. A pipe gets a wide table, unless `COLUMNS` is set. */
export function tableWidthOf(terminal: Terminal): number {
  const { stdout, env } = terminal;
  return stdout.isTTY || env['COLUMNS'] ? widthOf(terminal) : PIPE_TABLE_WIDTH;
}

/** 0: no colours; 1: sixteen; 2: more. An option overrides the environment. NO_COLOR overrides FORCE_COLOR. */
export function colorLevelOf({ stdout, env }: Terminal, { color }: OutputOptions): 0 | 1 | 2 {
  if (color === false || color === 'never') return 0;
  const some = env['TERM']?.includes('256') || env['COLORTERM'] ? 2 : 1;
  if (color === 'always') return some;
  if (env['NO_COLOR']) return 0;
  if (isOn(env['FORCE_COLOR']) || isOn(env['CLICOLOR_FORCE'])) return some;
  if (env['TERM'] === 'dumb' || env['FORCE_COLOR'] === '0') return 0;
  return stdout.isTTY ? some : 0;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value !== 'false';
}

/** Whether the terminal can show characters beyond ASCII: the locale is UTF-8 or unknown. */
export function isUnicode({ env }: Terminal): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  if (!locale) return env['TERM'] !== 'linux';
  return /utf-?8/i.test(locale);
}

/** Whether somebody can answer a question. */
export function isInteractive({ stdin, stderr, env }: Terminal, { noInput }: OutputOptions): boolean {
  return Boolean(stdin.isTTY && stderr.isTTY) && !noInput && !isOn(env['NUMINA_NO_INPUT']);
}

/** Where text goes; what is written is on its way when `write` returns. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly write: (text: string) => unknown;
}

/** The streams and the environment of a process, injected so that nothing else looks at them. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
}

/** What the global options say about output. */
export interface OutputOptions {
  readonly color: string | boolean | undefined;
  readonly isMachineReadable: boolean;
  readonly noInput: boolean;
}

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 20;

/** Columns of the screen; `COLUMNS` or 80 where there is none. */
export function widthOf({ stdout, env }: Terminal): number {
  const wide = stdout.columns ?? Number(env['COLUMNS']);
  return Number.isInteger(wide) && wide > 0 ? Math.max(MIN_WIDTH, wide) : DEFAULT_WIDTH;
}

const PIPE_TABLE_WIDTH = 240;

/** Columns of a table: a pipe has no edge, unless `COLUMNS` says so. */
export function tableWidthOf(terminal: Terminal): number {
  const { stdout, env } = terminal;
  return stdout.isTTY || env['COLUMNS'] ? widthOf(terminal) : PIPE_TABLE_WIDTH;
}

/** 0 none, 1 sixteen colours, 2 more. An option wins over the environment; NO_COLOR over forcing. */
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

/** Whether symbols beyond ASCII arrive: the locale says UTF-8, or says nothing at all. */
export function isUnicode({ env }: Terminal): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  if (!locale) return env['TERM'] !== 'linux';
  return /utf-?8/i.test(locale);
}

/** Whether a question would reach somebody. */
export function isInteractive({ stdin, stderr, env }: Terminal, { noInput }: OutputOptions): boolean {
  return Boolean(stdin.isTTY && stderr.isTTY) && !noInput && !isOn(env['NUMINA_NO_INPUT']);
}

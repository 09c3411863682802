import { dirname } from 'node:path';
import { FailureError, UsageError } from '../errors.ts';
import { createFolder } from '../files/create-folder.ts';
import { configPath } from './paths.ts';
import { checkSettingsFile } from './settings-service.ts';

/** How to start an editor on a file. */
export interface EditorStart {
  readonly program: string;
  readonly words: readonly string[];
  /** The name of the editor for messages. */
  readonly name: string;
}

/** Characters that need a shell. A command with one of them is run by a shell, as git does. */
const FOR_A_SHELL = /[|&;<>()$`\\"' \t\n*?[#~=%]/;

/**
 * The editor of the person: VISUAL, else EDITOR, each a shell command (`code --wait`); null where neither is set.
 * VISUAL is ignored where TERM is `dumb`, because such a terminal cannot place its cursor. The same rules as GIT_EDITOR
 * in git-var(1). Pure.
 */
export function findEditor(env: Readonly<Record<string, string | undefined>>): string | null {
  const visual = env['TERM'] === 'dumb' ? '' : env['VISUAL']?.trim();
  return visual || env['EDITOR']?.trim() || null;
}

/** The program and its arguments that start `editor` on the file at `path`. Pure. */
export function planEditor(editor: string, path: string, platform: string): EditorStart {
  const [program = editor, ...words] = editor.split(/\s+/);
  const name = program.replace(/^["']|["']$/g, '');
  if (!FOR_A_SHELL.test(editor)) return { program: editor, words: [path], name: editor };
  if (platform === 'win32') return { program, words: [...words, path], name };
  return { program: 'sh', words: ['-c', `${editor} "$@"`, editor, path], name };
}

/** The editor of a person who has chosen none. */
const DEFAULT_EDITOR = 'vi';
/** Exit codes of a shell that does not find the program, or cannot start it. */
const NOT_STARTED: readonly (number | string)[] = [126, 127];

/** The editor to start on the settings. Throws UsageError where none is chosen and no terminal is there for the usual one. */
export function chooseEditor(env: NodeJS.ProcessEnv, chosen: string | null, isTerminal: boolean): string {
  const editor = chosen ?? (isTerminal ? DEFAULT_EDITOR : null);
  if (editor !== null) return editor;
  const hint = `Set EDITOR, or write ${configPath(env)} by other means.`;
  throw new UsageError('no_terminal', 'There is no terminal to edit the settings on.', hint);
}

/**
 * Lets the person edit the settings in `editor`, checks them afterwards and gives the path of the file. Throws
 * FailureError where the editor fails, and UsageError where the file is wrong.
 */
export async function editSettings(env: NodeJS.ProcessEnv, editor: string): Promise<string> {
  const path = configPath(env);
  const { program, words, name } = planEditor(editor, path, process.platform);
  createFolder(dirname(path));
  const { execa } = await import('execa');
  const end = await execa(program, words, { stdio: 'inherit', cleanup: false, reject: false });
  const code = end.exitCode ?? end.signal;
  if (code === undefined || NOT_STARTED.includes(code)) {
    const hint = 'Set VISUAL or EDITOR to one that is there.';
    throw new FailureError('no_editor', `The editor ${name} cannot be started.`, hint);
  }
  if (code !== 0) {
    throw new FailureError('editor_failed', `The editor ended with code ${code}.`, `The settings are in ${path}.`);
  }
  return checkSettingsFile(env);
}

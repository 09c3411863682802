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

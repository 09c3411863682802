/** How an editor is started on a file. */
export interface EditorStart {
  readonly program: string;
  readonly words: readonly string[];
  /** What the person calls it. */
  readonly name: string;
}

/** What only a shell understands: then it is one that reads the command, as it does for git. */
const FOR_A_SHELL = /[|&;<>()$`\\"' \t\n*?[#~=%]/;

/**
 * The editor of a person: VISUAL, then EDITOR, each a command of the shell (`code --wait`); null where neither is set. A
 * terminal that cannot place its cursor (TERM is dumb) has no use for VISUAL. As git-var(1) has GIT_EDITOR. Pure.
 */
export function findEditor(env: Readonly<Record<string, string | undefined>>): string | null {
  const visual = env['TERM'] === 'dumb' ? '' : env['VISUAL']?.trim();
  return visual || env['EDITOR']?.trim() || null;
}

/** What starts `editor` on the file at `path`. Pure. */
export function planEditor(editor: string, path: string, platform: string): EditorStart {
  const [program = editor, ...words] = editor.split(/\s+/);
  const name = program.replace(/^["']|["']$/g, '');
  if (!FOR_A_SHELL.test(editor)) return { program: editor, words: [path], name: editor };
  if (platform === 'win32') return { program, words: [...words, path], name };
  return { program: 'sh', words: ['-c', `${editor} "$@"`, editor, path], name };
}

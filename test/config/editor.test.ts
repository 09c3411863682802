import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findEditor, planEditor } from '../../src/config/editor.ts';

describe('the editor of a person', () => {
  it.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ VISUAL: '', EDITOR: ' ' }, null],
    [{ EDITOR: 'nano' }, 'nano'],
    [{ VISUAL: 'code --wait', EDITOR: 'nano' }, 'code --wait'],
    [{ VISUAL: 'code --wait', EDITOR: 'ed', TERM: 'dumb' }, 'ed'],
    [{ VISUAL: 'code --wait', TERM: 'dumb' }, null],
    [{ VISUAL: '', EDITOR: 'nano', TERM: 'xterm' }, 'nano'],
  ])('of %j is %s', (env, editor) => {
    expect(findEditor(env)).toBe(editor);
  });
});

describe('an editor is started', () => {
  it('by itself, where no shell is needed', () => {
    expect(planEditor('nano', '/a b/config.toml', 'linux')).toEqual({
      program: 'nano',
      words: ['/a b/config.toml'],
      name: 'nano',
    });
  });

  it.each([
    ['printf "%s|"', '/a b/config.toml|'],
    ["printf '%s;' --wait", '--wait;/a b/config.toml;'],
    ['FORMAT=x; printf "$FORMAT %s"', 'x /a b/config.toml'],
  ])('as a shell reads it: %s', (editor, output) => {
    const { program, words } = planEditor(editor, '/a b/config.toml', 'linux');
    expect(execFileSync(program, words, { encoding: 'utf8' })).toBe(output);
  });

  it('with its words, where there is no such shell', () => {
    const { program, words } = planEditor('notepad /w', 'C:\\config.toml', 'win32');
    expect([program, words]).toEqual(['notepad', ['/w', 'C:\\config.toml']]);
  });
});

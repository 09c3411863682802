import { describe, expect, it } from 'vitest';
import { wrapNote } from '../../src/cli/wrap-note.ts';

describe('a note on a terminal', () => {
  it('stays as it is where it fits', () => {
    expect(wrapNote('  3 mails wait.', 40)).toBe('  3 mails wait.');
    expect(wrapNote('Say so: numina sync', 40)).toBe('Say so: numina sync');
  });

  it('is broken between words', () => {
    expect(wrapNote('3 mails wait for your word; numina mail waiting shows them.', 40)).toBe(
      '3 mails wait for your word; numina mail\nwaiting shows them.',
    );
  });

  it('gives a command at its end a line of its own, unbroken', () => {
    const command = 'numina sync add post maildir:/home/ana/Mail --auth-server mx.example.com';
    expect(wrapNote(`It seems to be mx.example.com. If it is, say so: ${command}`, 40)).toBe(
      `It seems to be mx.example.com. If it is,\nsay so:\n  ${command}`,
    );
  });
});

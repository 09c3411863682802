import { textWidth, wrapText } from '../render/width.ts';

/** A command at the end of a note, after a colon. */
const COMMAND_AT_END = /^(.*:) (numina .*)$/;

/**
 * Breaks a note for a person into lines of the terminal. A command at its end gets a line of its own and is not broken,
 * so that it can be copied.
 */
export function wrapNote(note: string, width: number): string {
  return note
    .split('\n')
    .flatMap((line) => {
      if (textWidth(line) <= width) return [line];
      const [, text, command] = COMMAND_AT_END.exec(line) ?? [];
      if (text === undefined || command === undefined) return wrapText(line, width);
      return [...wrapText(text, width), `  ${command}`];
    })
    .join('\n');
}

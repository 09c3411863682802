/** A field of a request, by its name in the contract (`cancelBy`, `repeat.until`), and a value for it. */
export interface FieldPart {
  readonly field: string;
  readonly value: Argument | null;
}

/** A command with arguments and fields: `edit`, an id, the field `status` with the value `booked`. */
export interface CommandPart {
  readonly command: string;
  readonly args: readonly (Argument | FieldPart)[];
}

/** A name or phrase of a person. It is always one argument, whatever characters it has. */
export interface PhrasePart {
  readonly phrase: string;
}

type Argument = string | PhrasePart;

export type WordPart = string | FieldPart | CommandPart;

/**
 * A text for a person. Fields and commands in it are data, since each front end has its own names for them: on the
 * terminal a field is an option such as `--cancel-by`, on a page it is an input.
 */
export type Words = WordPart | readonly WordPart[];

export function field(name: string, value: Argument | null = null): FieldPart {
  return { field: name, value };
}

export function command(path: string, ...args: readonly (Argument | FieldPart)[]): CommandPart {
  return { command: path, args };
}

export function phrase(text: string): PhrasePart {
  return { phrase: text };
}

/**
 * A template tag for text with fields, commands and other words. Without fields and commands it gives a plain string.
 */
export function words(texts: TemplateStringsArray, ...said: readonly (Words | number)[]): Words {
  const parts: WordPart[] = [];
  let text = texts[0] ?? '';
  said.forEach((each, index) => {
    for (const part of typeof each === 'number' ? [String(each)] : partsOf(each)) {
      if (typeof part === 'string') text += part;
      else {
        if (text !== '') parts.push(text);
        parts.push(part);
        text = '';
      }
    }
    text += texts[index + 1];
  });
  if (parts.length === 0) return text;
  return text === '' ? parts : [...parts, text];
}

/** The parts of words, in order. */
export function partsOf(said: Words): readonly WordPart[] {
  return Array.isArray(said) ? said : [said as WordPart];
}

/** The only field outside of commands; null where there is none, or where there are several. */
export function onlyFieldIn(said: Words): string | null {
  const named = new Set(
    partsOf(said).flatMap((part) => (typeof part === 'object' && 'field' in part ? part.field : [])),
  );
  const [only = null] = named;
  return named.size === 1 ? only : null;
}

/** The names of fields and commands in a front end. */
export interface Wording {
  field(part: FieldPart): string;
  command(part: CommandPart): string;
}

/** Words as a text, with the names of a front end. */
export function formatWords(said: Words, wording: Wording): string {
  return partsOf(said)
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'field' in part ? wording.field(part) : wording.command(part);
    })
    .join('');
}

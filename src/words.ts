/** A field of a request by its name in the contract: `cancelBy`, `repeat.until`; with the value it may be given. */
export interface FieldPart {
  readonly field: string;
  readonly value: Argument | null;
}

/** A command with its arguments and fields, as one may give them: `edit`, an id, the field `status` with `booked`. */
export interface CommandPart {
  readonly command: string;
  readonly args: readonly (Argument | FieldPart)[];
}

/** A name or a phrase that a person said, which is one argument whatever it looks like. */
export interface PhrasePart {
  readonly phrase: string;
}

type Argument = string | PhrasePart;

export type WordPart = string | FieldPart | CommandPart;

/**
 * What a front end says to a person: text, and fields and commands as data, for each front end has its own names for
 * them. `--cancel-by` is a word of the terminal, as an input is one of a page.
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

/** Template tag: text around fields, commands and other words. What has neither field nor command is plain text. */
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

/** What words are made of, in order. */
export function partsOf(said: Words): readonly WordPart[] {
  return Array.isArray(said) ? said : [said as WordPart];
}

/** The field that is named outside of commands; null where there is none, or more than one. */
export function onlyFieldIn(said: Words): string | null {
  const named = new Set(
    partsOf(said).flatMap((part) => (typeof part === 'object' && 'field' in part ? part.field : [])),
  );
  const [only = null] = named;
  return named.size === 1 ? only : null;
}

/** How a front end calls what is data in words. */
export interface Wording {
  field(part: FieldPart): string;
  command(part: CommandPart): string;
}

/** Words as the text of a front end. */
export function formatWords(said: Words, wording: Wording): string {
  return partsOf(said)
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'field' in part ? wording.field(part) : wording.command(part);
    })
    .join('');
}

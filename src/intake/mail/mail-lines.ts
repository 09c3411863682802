import { Parser } from 'htmlparser2';
import { EMPTY, MAX_CHARACTERS } from './mail-bounds.ts';
import { fieldOfLabel } from './mail-labels.ts';

/** A line of a mail, as a person sees it. */
export interface MailLine {
  readonly text: string;
  /** The first bold text in it; null for none. */
  readonly strong: string | null;
  /** Whether it is crossed out, such as an old time or price. */
  readonly isStruck: boolean;
  /** Its crossed-out part, where the rest is not crossed out. `text` is the rest. */
  readonly struck?: string;
  /** Whether a paragraph begins here. */
  readonly isFirst: boolean;
}

export interface MailText {
  readonly lines: readonly MailLine[];
  /** The addresses of links, in order. They are never fetched. */
  readonly links: readonly string[];
}

/** A limit: a confirmation has some fifty lines, and a class is told of at its beginning. */
const MAX_LINES = 600;
const MAX_LINE = 2000;

const BREAKS = new Set(
  (
    'address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ' +
    'nav ol p pre section table tbody td th thead tr ul'
  ).split(' '),
);
const PARAGRAPHS = new Set('p table tr ul ol blockquote h1 h2 h3 h4 h5 h6 hr'.split(' '));
const BOLD = new Set('b strong h1 h2 h3 h4 th'.split(' '));
const STRUCK = new Set('s del strike'.split(' '));
const UNSEEN = new Set('head style script title template noscript svg'.split(' '));
const HIDING = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)/i;

/** The lines of an HTML mail. Each cell of a table is a line. Hidden text is left out. */
export function linesOfHtml(html: string): MailText {
  const reader = new LineReader();
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true });
  parser.write(html.slice(0, MAX_CHARACTERS));
  parser.end();
  return reader.end();
}

/** The lines of a plain text. */
export function linesOfText(text: string): MailText {
  const plain = text.slice(0, MAX_CHARACTERS);
  const lines: MailLine[] = [];
  let isFirst = true;
  for (const each of plain.split(/\r\n?|\n/)) {
    const line = cleanLine(withColon(each.replace(/^(?:>\s?)+/, '')));
    if (line !== '') lines.push({ text: line, strong: starred(line), isStruck: false, isFirst });
    isFirst = line === '';
    if (lines.length >= MAX_LINES) break;
  }
  const links = plain.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  return { lines: lines.map((line) => ({ ...line, text: unstarred(line.text) })), links };
}

/** A label in a column of its own, with the colon that the column stands for: `Time ..... 18:00`. */
function withColon(line: string): string {
  const [, label = '', value = ''] = /^\s{0,8}(\S.{1,28}?)(?:\s*\.{3,}\s*|\t+| {2,}| \| )(\S.*)$/.exec(line) ?? [];
  return fieldOfLabel(label) === undefined ? line : `${label.replace(/\s*:$/, '')}: ${value}`;
}

/** The bold text of a plain line: some programs write `*Spin 45*`. */
function starred(line: string): string | null {
  return /(?:^|\s)\*([^*\s][^*]*)\*(?=\s|[.,:!]|$)/.exec(line)?.[1]?.trim() ?? null;
}

function unstarred(line: string): string {
  return line.replace(/(^|\s)\*([^*\s][^*]*)\*(?=\s|[.,:!]|$)/g, '$1$2');
}

/** What begins the line of a list. */
const MARK = /^[-–—*•·▪◦‣►▶➤→✓✔☑]\ufe0f? +(?=\S)/u;
/** A picture before a line says of what it is. Others, as in "🔥 HIIT", belong to the text. */
const SIGN = /^(?:[📅📆🗓⏰⏱⌚⌛🕐-🕧📍📌🏠🏢👤👉✅❌🎫🎟]|[👩👨🧑]\u200d?🏫)\ufe0f?\s*:?\s*(?=\S)/u;
const PLACES = /^[📍📌🏠🏢]/u;
const PEOPLE = /^[👤👩👨🧑]/u;

/** A line without characters that only pad a preview, and with single blanks. */
export function cleanLine(text: string): string {
  return text
    .replace(
      /\u034f|[\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
      '',
    )
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .trim()
    .replace(MARK, '')
    .replace(SIGN, (sign) => (PLACES.test(sign) ? 'Location: ' : PEOPLE.test(sign) ? 'Instructor: ' : ''))
    .slice(0, MAX_LINE);
}

interface Run {
  readonly text: string;
  readonly isStrong: boolean;
  readonly isStruck: boolean;
}

class LineReader {
  readonly #lines: MailLine[] = [];
  readonly #links: string[] = [];
  /** The formatting of each open element. */
  readonly #open: {
    readonly name: string;
    readonly hides: boolean;
    readonly bold: boolean;
    readonly struck: boolean;
  }[] = [];
  #hidden = 0;
  #bold = 0;
  #struck = 0;
  #runs: Run[] = [];
  #isFirst = true;

  onopentag(name: string, attributes: Record<string, string>): void {
    if (BREAKS.has(name) || name === 'br') this.#flush(PARAGRAPHS.has(name));
    const { style = '', href } = attributes;
    if (name === 'a' && href !== undefined && this.#links.length < MAX_LINES) this.#links.push(href.trim());
    if (EMPTY.has(name)) return;
    const marks = {
      name,
      hides: UNSEEN.has(name) || 'hidden' in attributes || HIDING.test(style),
      bold: BOLD.has(name) || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style),
      struck: STRUCK.has(name) || /line-through/i.test(style),
    };
    this.#open.push(marks);
    this.#count(marks, 1);
  }

  onclosetag(name: string): void {
    if (EMPTY.has(name)) return;
    if (BREAKS.has(name)) this.#flush(PARAGRAPHS.has(name));
    if (this.#open.at(-1)?.name !== name) return;
    const marks = this.#open.pop();
    if (marks) this.#count(marks, -1);
  }

  ontext(text: string): void {
    if (this.#hidden > 0) return;
    this.#runs.push({ text, isStrong: this.#bold > 0, isStruck: this.#struck > 0 });
  }

  end(): MailText {
    this.#flush(true);
    return { lines: this.#lines, links: this.#links };
  }

  #count(marks: { readonly hides: boolean; readonly bold: boolean; readonly struck: boolean }, by: number): void {
    if (marks.hides) this.#hidden += by;
    if (marks.bold) this.#bold += by;
    if (marks.struck) this.#struck += by;
  }

  #flush(endsParagraph: boolean): void {
    const runs = this.#runs;
    this.#runs = [];
    const whole = textOf(runs);
    if (whole !== '' && this.#lines.length < MAX_LINES) {
      const isStruck = runs.every((run) => run.isStruck || cleanLine(run.text) === '');
      const shown = isStruck ? runs : runs.filter((run) => !run.isStruck);
      const struck = isStruck || shown.length === runs.length ? '' : textOf(runs.filter((run) => run.isStruck));
      this.#lines.push({
        text: textOf(shown),
        strong: firstStrong(shown.filter((run) => cleanLine(run.text) !== '')),
        isStruck,
        ...(struck !== '' && { struck }),
        isFirst: this.#isFirst,
      });
      this.#isFirst = false;
    }
    if (endsParagraph) this.#isFirst = true;
  }
}

function textOf(runs: readonly Run[]): string {
  return cleanLine(runs.map(({ text }) => text).join(''));
}

function firstStrong(runs: readonly Run[]): string | null {
  const from = runs.findIndex(({ isStrong }) => isStrong);
  if (from < 0) return null;
  const until = runs.findIndex(({ isStrong }, index) => index > from && !isStrong);
  return textOf(runs.slice(from, until < 0 ? runs.length : until));
}

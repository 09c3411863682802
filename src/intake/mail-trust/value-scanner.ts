/** Reads the value of a structured header piece by piece (RFC 5322 §3.2). It never goes back, and never throws. */
export class ValueScanner {
  readonly #text: string;
  #at = 0;
  /** Whether a comment or a quoted string has no end. Then it is unclear what is inside of it. */
  #isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  isAt(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  /** Takes the character where it is the next one. */
  take(character: string): boolean {
    if (!this.isAt(character)) return false;
    this.#at += 1;
    return true;
  }

  /** Skips white space and comments, which may hold comments. */
  skipBlanks(): void {
    while (!this.isAtEnd()) {
      if (this.isAt('(')) this.#skipComment();
      else if (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      else return;
    }
  }

  /** What the sticky pattern matches here; empty for nothing. */
  readKeyword(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [word = ''] = pattern.exec(this.#text) ?? [];
    this.#at += word.length;
    return word;
  }

  /**
   * Reads a value without its quotes: quoted strings and plain characters may follow each other, as in
   * `"a; b"@studio.example`. Accepts more plain characters than the grammar, since servers write keys unquoted.
   */
  readValue(): string {
    let value = '';
    while (!this.isAtEnd()) {
      if (this.isAt('"')) value += this.#readQuoted();
      else {
        const plain = this.readKeyword(/[^\s;()"\p{Cc}]+/uy);
        if (plain === '') break;
        value += plain;
      }
    }
    return value;
  }

  /** Goes to the next such character outside of comments and quoted strings, or to the end. */
  skipTo(character: string): void {
    while (!this.isAtEnd() && !this.isAt(character)) {
      if (this.isAt('(')) this.#skipComment();
      else if (this.isAt('"')) this.#readQuoted();
      else this.#at += 1;
    }
  }

  #skipComment(): void {
    let depth = 0;
    for (; !this.isAtEnd(); this.#at += 1) {
      if (this.isAt('\\')) this.#at += 1;
      else if (this.isAt('(')) depth += 1;
      else if (this.isAt(')')) depth -= 1;
      if (depth === 0) {
        this.#at += 1;
        return;
      }
    }
    this.#isBroken = true;
  }

  #readQuoted(): string {
    let text = '';
    for (this.#at += 1; !this.isAtEnd(); this.#at += 1) {
      if (this.take('"')) return text;
      if (this.isAt('\\')) this.#at += 1;
      text += this.#text[this.#at] ?? '';
    }
    this.#isBroken = true;
    return text;
  }
}

/** Numbers of chance that are the same at every run (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to `limit`, without it. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

const CHARSETS = [
  'utf-8',
  'iso-8859-1',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'gb18030',
  'koi8-r',
  'x-unknown',
  'us-ascii',
];

/** What happens to mails on their way. */
const MUTATIONS: Readonly<Record<string, (mail: Buffer, chance: Chance) => Buffer>> = {
  'some octets': (mail, chance) => {
    const copy = Buffer.from(mail);
    for (let times = 1 + chance.below(20); times > 0; times -= 1) copy[chance.below(copy.length)] = chance.below(256);
    return copy;
  },
  'its end': (mail, chance) => mail.subarray(0, chance.below(mail.length + 1)),
  'lines twice': (mail, chance) =>
    overLines(mail, (lines) => lines.flatMap((line) => (chance.below(8) === 0 ? [line, line] : [line]))),
  'lines lost': (mail, chance) => overLines(mail, (lines) => lines.filter(() => chance.below(12) > 0)),
  'lines swapped': (mail, chance) =>
    overLines(mail, (lines) => {
      const at = chance.below(lines.length);
      return [
        ...lines.slice(0, at),
        ...lines.slice(at + 1, at + 2),
        ...lines.slice(at, at + 1),
        ...lines.slice(at + 2),
      ];
    }),
  'parts swapped': (mail, chance) => {
    const parts = mail.toString('latin1').split(/(?=^--)/m);
    const [one, other] = [chance.below(parts.length), chance.below(parts.length)];
    [parts[one], parts[other]] = [parts[other] ?? '', parts[one] ?? ''];
    return Buffer.from(parts.join(''), 'latin1');
  },
  'another charset': (mail, chance) =>
    Buffer.from(
      mail.toString('latin1').replace(/charset="?[\w-]+"?/gi, () => `charset=${chance.of(CHARSETS)}`),
      'latin1',
    ),
  'another encoding': (mail, chance) =>
    Buffer.from(
      mail
        .toString('latin1')
        .replace(
          /(content-transfer-encoding:) ?\S+/gi,
          (_, head) => `${head} ${chance.of(['base64', 'quoted-printable', '7bit', 'x'])}`,
        ),
      'latin1',
    ),
};

export interface MutatedMail {
  readonly what: string;
  readonly octets: Buffer;
}

/** A mail to which something has happened, always the same for the same chance. */
export function mutate(mail: Buffer, chance: Chance): MutatedMail {
  const what = chance.of(Object.keys(MUTATIONS));
  return { what, octets: MUTATIONS[what]?.(mail, chance) ?? mail };
}

function overLines(mail: Buffer, change: (lines: readonly string[]) => readonly string[]): Buffer {
  return Buffer.from(change(mail.toString('latin1').split('\n')).join('\n'), 'latin1');
}

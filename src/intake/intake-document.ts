import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Skip } from './incoming.ts';
import type { Said } from './known/recognition.ts';
import type { PlanRows } from './take-in.ts';

/** One of several documents that come in together. */
export interface IntakeDocument {
  readonly said: Said;
  /** What the reader of the document could not take. */
  readonly skipped: readonly Skip[];
  /** The `source` of bookings that name none. */
  readonly defaultSource: string;
  /** Null where the document is not a mail. */
  readonly mail: MailMark | null;
  readonly planRows?: PlanRows;
}

export interface MailMark {
  /** When it was written, in ms since 1970; null where that is unknown. */
  readonly writtenAt: number | null;
  /** A digest of its octets: equal mails have equal digests. */
  readonly digest: string;
}

/**
 * Keeps mails in little memory until they are taken in: some 300 octets each. The texts are copies, since a text that was
 * cut out of a mail keeps the whole mail in memory.
 */
export class DocumentPacker {
  /** The first mail. Most of the others are like it, so they are packed as what differs. */
  #sample: Buffer | undefined;

  pack({ said, skipped, defaultSource, mail }: IntakeDocument): IntakeDocument {
    const content = Buffer.from(JSON.stringify({ said, skipped } satisfies Content));
    const dictionary = this.#sample ?? content;
    this.#sample = dictionary;
    const packed = deflateRawSync(content, { dictionary, ...SMALL }).toString('latin1');
    return new PackedDocument(packed, dictionary, { defaultSource, mail });
  }
}

/** Each run of the library takes memory by this, whatever is packed: at its usual values, 270 kB. */
const SMALL = { windowBits: 12, memLevel: 4, chunkSize: 4096 };

type Content = Pick<IntakeDocument, 'said' | 'skipped'>;

class PackedDocument implements IntakeDocument {
  readonly defaultSource: string;
  readonly mail: MailMark | null;
  readonly #packed: string;
  readonly #dictionary: Buffer;

  constructor(packed: string, dictionary: Buffer, { defaultSource, mail }: Omit<IntakeDocument, keyof Content>) {
    this.defaultSource = defaultSource;
    this.mail = mail;
    this.#packed = packed;
    this.#dictionary = dictionary;
  }

  get said(): Said {
    return this.#unpack().said;
  }

  get skipped(): readonly Skip[] {
    return this.#unpack().skipped;
  }

  #unpack(): Content {
    const content = inflateRawSync(Buffer.from(this.#packed, 'latin1'), { dictionary: this.#dictionary, ...SMALL });
    return JSON.parse(content.toString()) as Content;
  }
}

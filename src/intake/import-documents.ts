import { foldTitle } from '../bookings/text-fields.ts';
import { type Words, words } from '../words.ts';
import { nameOfAddress } from './fetch/source-address.ts';
import type { Skip } from './incoming.ts';
import { DocumentPacker, type IntakeDocument } from './intake-document.ts';
import type { MailCollection } from './mailbox/mail-collection.ts';
import type { MailDocument } from './mailbox/read-mail-document.ts';
import { isAllUnreadable, readSource, type SourceReading, type SourceResult } from './read-source.ts';
import { applyTitleRules, type TitleRules } from './title-rules.ts';
import type { Transfer } from './whole-document.ts';

/** What to import: an address, a document, or mails. It is read only after the rest of the request is checked. */
export type ImportSource =
  | { readonly address: string }
  | { readonly name: string; readonly read: () => Promise<Uint8Array> }
  | MailCollection;

/** A step of the import, for its progress display. `name` may contain any characters. */
export type ImportStep =
  | { readonly kind: 'asking'; readonly name: string }
  | { readonly kind: 'reading'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'mails'; readonly name: string; readonly mails: number }
  | { readonly kind: 'storing'; readonly bookings: number };

/** The content of several sources. */
export interface ReadDocuments {
  readonly documents: readonly IntakeDocument[];
  /** The skipped parts of mails that are not about a class. */
  readonly skipped: readonly Skip[];
  /** Notes for the person, in whole sentences. */
  readonly notes: readonly Words[];
  /** The name of a source in which nothing could be read; else null. */
  readonly unreadable: string | null;
  readonly mails: MailCount | null;
}

/** The number of mails that were read, and of those about a class. */
export interface MailCount {
  readonly total: number;
  readonly aboutClasses: number;
}

export interface DocumentReading {
  readonly reading: SourceReading;
  readonly rules: TitleRules;
  readonly hear: (step: ImportStep) => void;
  /** The rows of other features that a document brings. */
  readonly planRows: (read: SourceResult) => IntakeDocument['planRows'];
}

/** A document of this size takes about a second to read. */
const LARGE_BYTES = 4_000_000;
/** The most reasons against mails that are kept only once. */
const SHARED_REASONS = 1000;
/** Reading this many mails takes about a second. */
const MAILS_PER_STEP = 200;

/** Reads the sources one after another. At most one whole document is in memory at a time. */
export async function readDocuments(
  sources: readonly ImportSource[],
  options: DocumentReading,
): Promise<ReadDocuments> {
  const reader = new DocumentReader(options, sources.length > 1);
  for (const source of sources) await reader.read(source);
  return reader.finish();
}

class DocumentReader {
  readonly #options: DocumentReading;
  /** With several sources, notes and reasons have to name the source. */
  readonly #areSeveral: boolean;
  readonly #documents: IntakeDocument[] = [];
  readonly #packer = new DocumentPacker();
  readonly #skipped: Skip[] = [];
  /** Each once, by its JSON. */
  readonly #notes = new Map<string, Words>();
  /** Each once, by its JSON. */
  readonly #reasons = new Map<string, Words>();
  #unreadable: string | null = null;
  #mails: MailCount | null = null;
  #readMail: ((octets: Uint8Array | null, number: number) => Promise<MailDocument>) | undefined;

  constructor(options: DocumentReading, areSeveral: boolean) {
    this.#options = options;
    this.#areSeveral = areSeveral;
  }

  finish(): ReadDocuments {
    const [documents, skipped, notes] = [this.#documents, this.#skipped, [...this.#notes.values()]];
    return { documents, skipped, notes, unreadable: this.#unreadable, mails: this.#mails };
  }

  async read(source: ImportSource): Promise<void> {
    if ('mails' in source) return this.#readMails(source);
    const { hear } = this.#options;
    const opened = await open(source, hear);
    const { bytes, name, transfer } = opened;
    if (bytes.length > LARGE_BYTES) hear({ kind: 'reading', name, bytes: bytes.length });
    if (transfer === null) {
      const { mailsIn } = await import('./mailbox/open-mails.ts');
      const mails = await mailsIn(name, bytes, this.#areSeveral);
      if (mails) return this.#readMails(mails);
    }
    await this.#readDocument(opened);
  }

  #note(note: Words): void {
    this.#notes.set(JSON.stringify(note), note);
  }

  async #readDocument({ bytes, name, fileName, transfer, notes }: Opened): Promise<void> {
    const { reading, rules, hear, planRows } = this.#options;
    const whole = await readSource(bytes, fileName, reading, transfer);
    const read = applyTitleRules(whole, rules);
    if (bytes.length > LARGE_BYTES) hear({ kind: 'storing', bookings: read.bookings.length });
    for (const note of [...notes, ...read.notes]) this.#note(this.#areSeveral ? words`${name}: ${note}` : note);
    if (isAllUnreadable(whole)) this.#unreadable ??= name;
    const rows = planRows(read);
    this.#documents.push({
      said: read,
      skipped: this.#areSeveral
        ? read.skipped.map((skip) => ({ ...skip, reason: words`${name}: ${skip.reason}` }))
        : read.skipped,
      defaultSource: read.defaultSource,
      mail: null,
      ...(rows && { planRows: rows }),
    });
  }

  async #readMails({ name, mails, notes }: MailCollection): Promise<void> {
    this.#readMail ??= await this.#openMailReader();
    const readMail = this.#readMail;
    for (const note of notes) this.#note(note);
    let { total, aboutClasses } = this.#mails ?? { total: 0, aboutClasses: 0 };
    for await (const octets of mails()) {
      total += 1;
      const document = await readMail(octets, total);
      if (!document.isEmpty) aboutClasses += 1;
      for (const note of document.notes) this.#note(note);
      // Most mails are not about a class. Of those, only the reason is kept.
      if (document.isEmpty) this.#skipped.push(...document.skipped.map((skip) => this.#withSharedReason(skip)));
      else this.#documents.push(this.#packer.pack(document));
      if (total % MAILS_PER_STEP === 0) this.#options.hear({ kind: 'mails', name, mails: total });
    }
    this.#mails = { total, aboutClasses };
  }

  /** Most mails are not about a booking, for one of a few reasons. */
  #withSharedReason(skip: Skip): Skip {
    const text = JSON.stringify(skip.reason);
    const reason = this.#reasons.get(text) ?? skip.reason;
    if (this.#reasons.size < SHARED_REASONS) this.#reasons.set(text, reason);
    return { ...skip, reason };
  }

  async #openMailReader() {
    const [{ readMailDocument }, { loadFormats }] = await Promise.all([
      import('./mailbox/read-mail-document.ts'),
      import('./mail/load-formats.ts'),
    ]);
    const { reading, rules } = this.#options;
    const formats = loadFormats(reading.mailFormats ?? null);
    return (octets: Uint8Array | null, number: number) =>
      readMailDocument(octets, number, { reading: { ...reading, formats }, rules });
  }
}

interface Opened {
  readonly bytes: Uint8Array;
  /** The name shown to the person and written to the journal. Never a whole address: it may contain a secret. */
  readonly name: string;
  /** Its ending may tell the format. */
  readonly fileName: string;
  /** Null where the document did not come over the network. */
  readonly transfer: Transfer | null;
  readonly notes: readonly Words[];
}

async function open(source: Exclude<ImportSource, MailCollection>, hear: (step: ImportStep) => void): Promise<Opened> {
  if (!('address' in source)) {
    const name = nameOfSource(source);
    return { bytes: await source.read(), name, fileName: name, transfer: null, notes: [] };
  }
  const name = nameOfSource(source);
  hear({ kind: 'asking', name });
  const { fetchSource } = await import('./fetch/fetch-source.ts');
  const fetched = await fetchSource(source.address);
  return { ...fetched, name, transfer: fetched };
}

/** The longest name that file systems allow. */
const LONGEST_NAME = 255;

/** The name of a source in messages and in the journal. */
export function nameOfSource(source: ImportSource): string {
  return 'address' in source ? nameOfAddress(source.address) : foldTitle(source.name).slice(0, LONGEST_NAME);
}

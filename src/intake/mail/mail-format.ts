import { domainToASCII } from 'node:url';
import { UsageError } from '../../errors.ts';
import { MAIL_KINDS, type MailKind } from './mail-words.ts';
import { OwnPattern } from './own-pattern.ts';
import type { DateOrder } from './scan-dates.ts';
import { isOfSender } from './sender-of.ts';

/** What a format is based on: real mails, only the sender, or hints. */
export const PROVENANCES = ['seen', 'sender', 'reconstructed'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** A pattern for lines or links. Its named groups are fields of a class. */
export interface FormatPattern {
  /** Only for mails of these kinds; for all where it is empty. */
  readonly kinds: readonly MailKind[];
  readonly pattern: RegExp;
}

export interface SubjectPattern {
  readonly kind: MailKind | 'none';
  readonly pattern: RegExp;
}

/** One of the lines around the time of a class. */
export interface Slot {
  readonly field: 'class' | 'instructor' | 'when' | 'location' | 'address';
  readonly isOptional: boolean;
}

/** How to read the mails of one provider. It is data, so that anybody can add one. */
export interface MailFormat {
  readonly name: string;
  /** The source of its bookings. */
  readonly source: string;
  readonly known: Provenance;
  /** Domains with their subdomains, or whole addresses. */
  readonly senders: readonly string[];
  /** A pattern for the name of the sender, where several providers share an address. */
  readonly display: RegExp | null;
  readonly dateOrder: DateOrder | null;
  readonly subjects: readonly SubjectPattern[];
  readonly lines: readonly FormatPattern[];
  /** Orders of lines. The first that fits counts. */
  readonly orders: readonly (readonly Slot[])[];
  /** Patterns for the booking's id in a link or a line: the group `id`, or else the first group. */
  readonly ids: readonly RegExp[];
  /** Whether the name of the sender is that of the teacher. */
  readonly senderTeaches: boolean;
}

const KEYS = [
  'name',
  'source',
  'known',
  'senders',
  'display',
  'date_order',
  'subjects',
  'lines',
  'orders',
  'ids',
  'sender_teaches',
];
const GROUPS = ['class', 'instructor', 'location', 'when', 'date', 'time', 'duration', 'id'];
const FIELDS = ['class', 'instructor', 'when', 'location', 'address'];
const MAX_PATTERN = 500;

/**
 * Checks the content of a TOML file. A pattern that a person wrote may run without end, so it has a time limit. Throws
 * UsageError, which names the wrong key.
 */
export function toMailFormat(data: Readonly<Record<string, unknown>>, file: string, isOwn = true): MailFormat {
  const wrong = (what: string, hint: string) => new UsageError('bad_mail_format', `${file}: ${what}`, hint);
  const unknown = Object.keys(data).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw wrong(`There is no key “${unknown}”.`, `It takes ${KEYS.join(', ')}.`);
  const text = (key: string): string => {
    const value = data[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    throw wrong(`${key} is missing.`, `For example: ${key} = "${key === 'name' ? 'Studio North' : 'studio-north'}"`);
  };
  const list = (key: string): readonly unknown[] => {
    const value = data[key] ?? [];
    if (Array.isArray(value)) return value;
    throw wrong(`${key} is not a list.`, `Write ${key} = [ … ].`);
  };
  const texts = (key: string): string[] =>
    list(key).map((each) => {
      if (typeof each === 'string') return each;
      throw wrong(`${key} holds something that is not text.`, 'Put each in quotation marks.');
    });
  const pattern = (source: unknown, key: string, isExact = false): RegExp => {
    if (typeof source !== 'string') throw wrong(`${key} needs a pattern.`, "Write it in '…'.");
    return compile(source, isExact ? 'u' : 'iu', isOwn, (what) =>
      wrong(`${key}: ${what}`, "Patterns are regular expressions of JavaScript, in '…'."),
    );
  };
  const kindOf = (value: unknown, others: readonly string[], key: string): string => {
    const kinds: readonly string[] = [...MAIL_KINDS, ...others];
    if (typeof value === 'string' && kinds.includes(value)) return value;
    throw wrong(`${key} does not know “${String(value)}”.`, `It takes ${kinds.join(', ')}.`);
  };
  const tables = (key: string) =>
    list(key).map((each) => {
      if (typeof each === 'object' && each !== null && !Array.isArray(each)) return each as Record<string, unknown>;
      throw wrong(`${key} holds something that is not a table.`, `Write [[${key}]].`);
    });
  const senders = texts('senders').map((sender) => inAscii(sender.replace(/^@/, '')));
  if (senders.length === 0) throw wrong('senders is missing.', 'For example: senders = ["studio.example"]');
  const order = data['date_order'] ?? null;
  if (order !== null && order !== 'dmy' && order !== 'mdy')
    throw wrong(`date_order is “${String(order)}”.`, 'It is "dmy" or "mdy".');
  return {
    name: text('name'),
    source: text('source'),
    known: checkKnown(text('known'), wrong),
    senders,
    display: data['display'] === undefined ? null : pattern(data['display'], 'display'),
    dateOrder: order,
    subjects: tables('subjects').map((each) => ({
      kind: kindOf(each['kind'], ['none'], 'subjects') as SubjectPattern['kind'],
      pattern: pattern(each['pattern'], 'subjects'),
    })),
    lines: tables('lines').map((each) => ({
      kinds: (Array.isArray(each['kinds']) ? each['kinds'] : []).map((kind) => kindOf(kind, [], 'lines') as MailKind),
      // With `exact_case`, capitals can tell where a name begins.
      pattern: pattern(each['pattern'], 'lines', each['exact_case'] === true),
    })),
    orders: texts('orders').map((each) => toSlots(each, wrong)),
    ids: texts('ids').map((each) => pattern(each, 'ids')),
    senderTeaches: data['sender_teaches'] === true,
  };
}

type Wrong = (what: string, hint: string) => UsageError;

function checkKnown(said: string, wrong: Wrong): Provenance {
  const found = PROVENANCES.find((each) => each === said);
  if (found) return found;
  throw wrong(`known does not know “${said}”.`, `It is ${PROVENANCES.join(', ')}.`);
}

function toSlots(text: string, wrong: Wrong): readonly Slot[] {
  const slots = text
    .trim()
    .split(/\s+/)
    .map((each) => ({ field: each.replace(/\?$/, ''), isOptional: each.endsWith('?') }));
  const unknown = slots.find(({ field }) => !FIELDS.includes(field));
  if (unknown) throw wrong(`orders does not know “${unknown.field}”.`, `It takes ${FIELDS.join(', ')}.`);
  if (!slots.some(({ field }) => field === 'when'))
    throw wrong('An order has no “when”.', 'The time is what it is found by.');
  return slots as Slot[];
}

/** Compiles a pattern that always ends: short, and without nested repetitions. */
function compile(source: string, flags: string, isOwn: boolean, wrong: (what: string) => UsageError): RegExp {
  if (source.length > MAX_PATTERN) throw wrong(`the pattern has more than ${MAX_PATTERN} characters.`);
  if (/\([^()]*[+*][^()]*\)[+*{]/.test(source)) throw wrong('the pattern repeats what repeats.');
  let compiled: RegExp;
  try {
    compiled = isOwn ? new OwnPattern(source, flags) : new RegExp(source, flags);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const group = [...source.matchAll(/\(\?<([a-z_]+)>/gi)]
    .map(([, name = '']) => name)
    .find((name) => !GROUPS.includes(name));
  if (group !== undefined) throw wrong(`there is no field “${group}”; there are ${GROUPS.join(', ')}.`);
  return compiled;
}

/** A sender with its domain as mails have it (RFC 5890). */
function inAscii(sender: string): string {
  const at = sender.lastIndexOf('@') + 1;
  const domain = domainToASCII(sender.slice(at));
  return (sender.slice(0, at) + (domain === '' ? sender.slice(at) : domain)).toLowerCase();
}

/** Whether a format covers mails of a sender. Case does not count. */
export function isSentBy({ senders, display }: MailFormat, address: string, name: string): boolean {
  const isSender = senders.some((sender) => isOfSender(address, sender));
  return isSender && (display === null || display.test(name));
}

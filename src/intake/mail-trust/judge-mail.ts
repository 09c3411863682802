import { addressParser } from 'postal-mime';
import type { MailFormat } from '../mail/mail-format.ts';
import { domainOf, isOfSender, isWithin } from '../mail/sender-of.ts';
import { type MailHeaders, valuesOf } from './mail-headers.ts';
import { readAuthentication } from './read-authentication.ts';

/** What happens to a mail of a mailbox, which nobody imported by hand. */
export interface Judgement {
  /** `nothing`: it contains nothing to take. */
  readonly verdict: 'take' | 'wait' | 'blocked' | 'nothing';
  /** Whole sentences for a person; empty where it is taken. */
  readonly why: string;
}

/** What was read from a mail. */
export interface JudgedReading {
  /** The format of its sender, or of the sender of the mail that it forwards. */
  readonly format: Pick<MailFormat, 'name' | 'known' | 'senders'> | null;
  /** Whether it says nothing about a class. */
  readonly isEmpty: boolean;
  /** Why it says nothing, as the end of a sentence. */
  readonly reason: string | null;
}

export interface JudgingRules {
  /** The server whose `Authentication-Results` count; null where none is named. */
  readonly authServer: string | null;
  /** Addresses, and domains with their subdomains. */
  readonly blocked: readonly string[];
}

/**
 * Decides whether a mail is taken. Its sender must be proven, and its format must be known from real mails. For a format
 * that the person wrote, the format itself says whether it is. Any other mail about a class waits.
 */
export function judgeMail(
  headers: MailHeaders,
  { format, isEmpty, reason }: JudgedReading,
  { authServer, blocked }: JudgingRules,
): Judgement {
  const sender = senderOf(headers);
  if (isBlocked(sender, blocked)) return { verdict: 'blocked', why: `You have blocked ${sender ?? 'its sender'}.` };
  if (isEmpty) return { verdict: 'nothing', why: `It is not a booking: ${reason ?? 'it says nothing about a class'}.` };
  const why = doubtOf(headers, sender, format, authServer);
  return why === null ? { verdict: 'take', why: '' } : { verdict: 'wait', why };
}

/** The address of the sender that a mail names; null where it names none, or several. */
export function senderOf(headers: MailHeaders): string | null {
  const values = valuesOf(headers, 'from');
  const addresses = values.flatMap((value) => addressParser(value, { flatten: true }));
  const [only] = addresses;
  return values.length === 1 && addresses.length === 1 && only?.address ? only.address.toLowerCase() : null;
}

export function isBlocked(address: string | null, blocked: readonly string[]): boolean {
  return address !== null && blocked.some((sender) => isOfSender(address, sender));
}

/** The reason why every mail waits in a mailbox for which no server is named. */
export const NO_SERVER = 'It is not known which server checks the senders of this mailbox.';

/** Headers that a mail has at most once (RFC 5322 §3.6). */
const ONCE = ['subject', 'date', 'content-type', 'content-transfer-encoding', 'mime-version'];

/** Why a mail cannot be trusted; null where it can. */
function doubtOf(
  headers: MailHeaders,
  sender: string | null,
  format: JudgedReading['format'],
  authServer: string | null,
): string | null {
  if (sender === null) return 'It does not name exactly one sender.';
  // The signature may cover only one of two such headers, and a reader may use the other (RFC 6376 §8.15).
  const twice = ONCE.find((name) => valuesOf(headers, name).length > 1);
  if (twice !== undefined) return `The head has “${twice}” twice; a proper mail has it once.`;
  if (format === null) return `numina does not know mails of ${sender}.`;
  const { name, senders, known } = format;
  if (!senders.some((each) => isOfSender(sender, each))) return `It comes from ${sender}, not from ${name}.`;
  if (authServer === null) return NO_SERVER;
  const authentication = readAuthentication(headers, authServer);
  if (authentication.kind === 'none') {
    const by = authentication.by === null ? '' : `: the topmost result was written by ${authentication.by}`;
    return `${authServer} does not say whether ${name} sent it${by}.`;
  }
  const { signers, found } = authentication;
  const isSigned = signers.some((signer) => senders.some((each) => isWithin(signer, domainOf(each))));
  if (!isSigned) return `${authServer} found no valid signature of ${name}${tellFound(signers, found)}.`;
  if (known !== 'seen') return `The format of ${name} was not made from real mails.`;
  return null;
}

function tellFound(signers: readonly string[], found: readonly string[]): string {
  const told = signers.length > 0 ? signers.map((signer) => `of ${signer}`) : found.map((result) => `dkim=${result}`);
  return told.length === 0 ? '' : ` (${[...new Set(told)].slice(0, 3).join(', ')})`;
}

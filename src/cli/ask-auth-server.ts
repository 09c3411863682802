import type { Session } from '../app.ts';
import { FailureError, NuminaError } from '../errors.ts';
import type { SaidFeed } from '../intake/feeds/define-feed.ts';
import { checkServer, isImapAddress } from '../intake/feeds/define-imap.ts';
import { isMaildirAddress } from '../intake/feeds/define-maildir.ts';
import { lookForAuthServer } from '../intake/mailbox/look-for-auth-server.ts';
import { printable } from '../render/printable.ts';
import { wordForTerminal } from '../terminal-words.ts';
import type { Prompter } from './command.ts';

const LOOK_MS = 30_000;

/**
 * Asks a person which server is believed who the mails of a mailbox are of. Undefined where it is said already, where
 * the feed is not a mailbox, and for none. Throws UsageError for other values of the feed that are wrong.
 */
export async function askAuthServer(session: Session, said: SaidFeed, prompter: Prompter): Promise<string | undefined> {
  const isMailbox = isImapAddress(said.place) || isMaildirAddress(said.place);
  if (!isMailbox || said.authServer !== undefined) return said.authServer;
  const proposal = await proposalFor(session, said, prompter);
  if (proposal !== null) {
    prompter.tell([`Nearly all of its mails say at the top that ${printable(proposal)} has checked who they are of.`]);
    if (await prompter.confirm('Is it your mail provider’s?', false)) return proposal;
  }
  prompter.tell(['The server of your mail provider vouches for the senders of mails. Without one, every mail waits.']);
  const answer = await prompter.ask('Which server? (Enter for none)', check);
  return answer.trim() === '' ? undefined : answer;
}

/** A mailbox that cannot be read now can be added all the same: the person is told why. */
async function proposalFor(session: Session, said: SaidFeed, prompter: Prompter): Promise<string | null> {
  const { mailFormats = null } = session.importParts;
  try {
    const signal = AbortSignal.timeout(LOOK_MS);
    return await lookForAuthServer(await session.bookings(), said, { mailFormats, signal });
  } catch (error) {
    if (error instanceof NuminaError && !(error instanceof FailureError)) throw error;
    const why = error instanceof FailureError ? wordForTerminal(error.message) : 'It does not answer in time.';
    prompter.tell([`The mailbox cannot be looked at now. ${printable(why)}`]);
    return null;
  }
}

async function check(answer: string): Promise<string | null> {
  if (answer.trim() === '') return null;
  try {
    checkServer(answer);
    return null;
  } catch (error) {
    if (!(error instanceof NuminaError)) throw error;
    return wordForTerminal(error.hint ?? error.message);
  }
}

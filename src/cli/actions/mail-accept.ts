import { toWaitingJson } from '../../contract/mail-json.ts';
import type { SaidMails } from '../../intake/mail-trust/find-waiting.ts';
import { acceptMails, type WaitingListing } from '../../intake/mail-trust/waiting-service.ts';
import { renderAccepted, waitingRow } from '../../render/waiting-mails.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { askMails } from '../ask-mails.ts';
import { defineAction } from '../command.ts';
import { argumentWords, hasFlag } from '../raw-options.ts';

export const action = defineAction<SaidMails, readonly WaitingListing[], SaidMails>({
  parse: (raw) => ({ ids: argumentWords(raw, 0), all: hasFlag(raw, 'all') }),
  prepare: (session, said, prompter) => askMails(session, said, 'Which mail is right?', prompter),
  run: async (session, said) => acceptMails(await session.bookings(), said),
  toText: (accepted, style) => renderAccepted(accepted, style),
  toJson: (accepted) => accepted.map((each) => toWaitingJson(each, wordForTerminal)),
  toPlain: (accepted) => accepted.map(waitingRow),
  toNotes: (accepted) => (accepted.length === 0 ? ['No mail waits.'] : []),
});

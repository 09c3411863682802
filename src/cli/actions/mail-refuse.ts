import { toRefusedJson } from '../../contract/mail-json.ts';
import type { SaidMails } from '../../intake/mail-trust/find-waiting.ts';
import type { WaitingMail } from '../../intake/mail-trust/waiting-mail.ts';
import { refuseMails } from '../../intake/mail-trust/waiting-service.ts';
import { mailRow, renderRefused } from '../../render/waiting-mails.ts';
import { askMails } from '../ask-mails.ts';
import { defineAction } from '../command.ts';
import { argumentWords, hasFlag } from '../raw-options.ts';

export const action = defineAction<SaidMails, readonly WaitingMail[], SaidMails>({
  parse: (raw) => ({ ids: argumentWords(raw, 0), all: hasFlag(raw, 'all') }),
  prepare: (session, said, prompter) => askMails(session, said, 'Which mail should be refused?', prompter),
  run: async (session, said) => refuseMails(await session.bookings(), said),
  toText: (mails, style) => renderRefused(mails, style),
  toJson: (mails) => mails.map(toRefusedJson),
  toPlain: (mails) => mails.map(mailRow),
  toNotes: (mails) => (mails.length === 0 ? ['No mail waits.'] : []),
});

import { toWaitingJson } from '../../contract/mail-json.ts';
import { listWaiting, type WaitingListing } from '../../intake/mail-trust/waiting-service.ts';
import { renderWaiting, waitingRow } from '../../render/waiting-mails.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';

export const action = defineAction<null, readonly WaitingListing[]>({
  parse: () => null,
  run: async (session) => listWaiting(await session.bookings()),
  toText: (listings, style) => renderWaiting(listings, wallTimeAt, style),
  toJson: (listings) => listings.map((each) => toWaitingJson(each, wordForTerminal)),
  toPlain: (listings) => listings.map(waitingRow),
  isLong: true,
});

import * as sessions from '../../src/accounts/access/browser-session-service.ts';
import { onceForKey } from '../../src/accounts/access/idempotency.ts';
import * as links from '../../src/accounts/access/link-service.ts';
import * as tokens from '../../src/accounts/access/token-service.ts';
import * as shares from '../../src/calendar/shares/share-service.ts';
import { readChanges } from '../../src/journal/changes-service.ts';
import type { Rows } from './rows.ts';

export const ACCESS_ROWS: Rows = {
  'token-service': {
    addToken: (me) => [() => tokens.addToken(me, { label: 'phone', scope: 'write' })],
    listTokens: (me) => [() => tokens.listTokens(me)],
    revokeToken: (me, { access: { tokenId } }) =>
      [tokenId, tokenId.slice(0, 13), tokenId.slice(0, 4)].map((id) => () => tokens.revokeToken(me, id)),
  },
  'link-service': {
    makeLink: (me) => [() => links.makeLink(me), () => links.makeLink(me, { days: 7 })],
    isLinkOpen: (me, { access }) => [() => links.isLinkOpen(me, access.link)],
    useLink: (me, { access }) => [() => links.useLink(me, access.link, 'Firefox')],
  },
  'browser-session-service': {
    openBrowserSession: (me) => [() => sessions.openBrowserSession(me, 'Firefox')],
    listBrowserSessions: (me) => [() => sessions.listBrowserSessions(me)],
    endBrowserSession: (me, { access: { sessionId } }) =>
      [sessionId, sessionId.slice(0, 13)].map((id) => () => sessions.endBrowserSession(me, id)),
  },
  idempotency: {
    onceForKey: (me, { access, word }) =>
      ['mine', word].map((content) => async () => {
        const answer = { status: 200, headers: {}, body: 'mine' };
        return onceForKey(me, { key: access.key, content }, async () => answer);
      }),
  },
  'share-service': {
    addShare: (me, { access }) => [() => shares.addShare(me, { name: access.share })],
    listShares: (me) => [() => shares.listShares(me)],
    removeShare: (me, { access }) =>
      [access.share, access.share.toUpperCase()].map((name) => () => shares.removeShare(me, name)),
  },
  'changes-service': {
    readChanges: (me) => [() => readChanges(me.store, 0), () => readChanges(me.store, 1)],
  },
};

import type { Hono } from 'hono';
import { findAccountOfLink, signInByLink } from '../accounts/access/sign-in.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { command } from '../words.ts';
import type { ApiParts } from './answer-request.ts';
import { browserName } from './browser-name.ts';
import { inHtml } from './html-text.ts';
import { keepCookie } from './session-cookie.ts';

const PATH = '/in/:secret';

/**
 * Serves sign-in links. To open one shows a page with a button, and only the button uses the link up: chat programs and
 * mail scanners open links too, to show what is behind them.
 */
export function mountSignInPage(app: Hono, parts: Pick<ApiParts, 'process' | 'clock' | 'baseUrl'>): void {
  const { process: machine, clock, baseUrl } = parts;
  const doorOf = async () => ({
    ...(await machine.session({ clock }).database()),
    ...{ clock, newId: machine.newId },
  });
  app.get(PATH, async ({ req }) => {
    const account = await findAccountOfLink(await doorOf(), req.param('secret'));
    return account === null ? page(404, USED) : page(200, formFor(account.name));
  });
  app.post(PATH, async ({ req }) => {
    const browser = browserName(req.header('user-agent') ?? '');
    const opened = await signInByLink(await doorOf(), req.param('secret'), browser);
    if (opened === null) return page(404, USED);
    const cookie = keepCookie(opened.secret, baseUrl().startsWith('https:'));
    return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie, ...HEADERS } });
  });
}

const USED = `<h1>This link signs nobody in</h1>
<p>It was used, or is too old. <code>${inHtml(wordForTerminal(command('account link')))}</code> makes another.</p>`;

/** Without an action, a form goes to the address of its page. */
function formFor(account: string): string {
  return `<h1>Sign in to numina</h1>
<p>This link signs one browser in as <b>${inHtml(account)}</b>, once. The browser stays signed in for 30 days after it was used last.</p>
<form method="post"><button class="act act-main">Sign in</button></form>`;
}

const HEADERS = {
  'cache-control': 'no-store',
  // With none at all, browsers do not say from where the form comes.
  'referrer-policy': 'same-origin',
};

function page(status: number, body: string): Response {
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Sign in to numina</title>
<link rel="stylesheet" href="/web.css">
</head>
<body>
<main class="sign-in">
${body}
</main>
</body>
</html>
`;
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...HEADERS } });
}

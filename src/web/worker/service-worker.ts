/// <reference lib="webworker" />
import { answerOrSeen, forgetSeen, isKeptPath } from './seen-answers.ts';

declare const self: ServiceWorkerGlobalScope;
/** The files of the shell, and a hash of them all. The build puts both in. */
declare const SHELL_FILES: readonly string[];
declare const SHELL_VERSION: string;

const SHELL = `numina-shell-${SHELL_VERSION}`;
const PAGE = '/';

/** Not pages of the calendar: a sign-in link, the page about the API, calendars for other programs. */
const NOT_PAGES = /^\/(?:in|docs|docs\.css|calendars|api|healthz|readyz)(?:\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      await cache.addAll(SHELL_FILES.map((file) => new Request(file, { cache: 'no-cache' })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith('numina-shell-') && name !== SHELL);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (pathname.startsWith('/in/')) event.waitUntil(forgetSeen());
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (isKeptPath(pathname)) event.respondWith(answerOrSeen(request));
  else if (request.mode === 'navigate' && !NOT_PAGES.test(pathname)) event.respondWith(fromServerOr(request, PAGE));
  else if (SHELL_FILES.includes(pathname)) event.respondWith(fromServerOr(request, pathname));
});

/** The shell comes from the server where that is reached, so that a new version is there at once. */
async function fromServerOr(request: Request, kept: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const response = await (await caches.open(SHELL)).match(kept);
    if (response) return response;
    throw error;
  }
}

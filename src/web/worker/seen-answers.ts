/** The answers of the API that were seen last, for a look without a network. The page empties it when a person signs out. */
const SEEN = 'numina-seen';

/** Says when a kept answer was given (HTTP date). Absent where it comes from the server now. */
const SEEN_AT = 'x-numina-seen-at';

/** So many answers are kept: a year of months and weeks, and the cards that were opened. */
const MOST_KEPT = 200;

/** What changes all the time, is long, or says who may reach the account: never kept. */
const NOT_KEPT = /^\/api\/v1\/(?:events|openapi\.json|calendar\/export|sessions?|tokens|shares|devices)(?:\/|$)/;

export function isKeptPath(pathname: string): boolean {
  return pathname.startsWith('/api/v1/') && !NOT_KEPT.test(pathname);
}

/** Asks the server; where it is not reached, answers with what was seen last and says when that was. */
export async function answerOrSeen(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(SEEN)).match(request, { ignoreVary: true });
    if (!kept) throw error;
    const headers = new Headers(kept.headers);
    headers.set(SEEN_AT, kept.headers.get('date') ?? '');
    return new Response(kept.body, { status: kept.status, headers });
  }
  if (response.status === 401) await forgetSeen();
  else if (response.status === 200) await keep(request, response.clone());
  return response;
}

/** Forgets all that was kept: another person may be signed in from now on. */
export async function forgetSeen(): Promise<void> {
  await caches.delete(SEEN);
}

async function keep(request: Request, response: Response): Promise<void> {
  const cache = await caches.open(SEEN);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, response);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST_KEPT))) await cache.delete(old, { ignoreVary: true });
}

import { noteAnswer } from '../connection.ts';
import { notReached, ProblemError, type ProblemJson } from './problem.ts';

/** What a request says beside its path. */
export interface Asked {
  readonly body?: unknown;
  /** A file instead of a body, and its media type. */
  readonly file?: Blob;
  readonly type?: string;
  /** The version of the row that the person saw: the change is refused where another was made since. */
  readonly ifMatch?: string | null;
  /** Makes a repeated request for the same new booking harmless. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface Answer<T> {
  readonly data: T;
  readonly etag: string | null;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Asks the API. `path` is below /api/v1. Throws ProblemError where the server refuses or is not reached, and AbortError
 * where `signal` ends it.
 */
export async function ask<T>(method: Method, path: string, asked: Asked = {}): Promise<Answer<T>> {
  const response = await send(method, path, asked);
  if (method === 'GET') noteAnswer(seenAtIn(response.headers));
  const text = response.status === 204 ? '' : await response.text();
  if (!response.ok) throw new ProblemError(readProblem(response.status, text));
  return { data: (text === '' ? null : JSON.parse(text)) as T, etag: response.headers.get('etag') };
}

async function send(method: Method, path: string, asked: Asked): Promise<Response> {
  const { body, file, type, ifMatch, idempotencyKey, signal } = asked;
  const headers: Record<string, string> = { accept: 'application/json' };
  // The server takes writes as JSON alone, so that no form of another site can make one.
  if (method !== 'GET') headers['content-type'] = type ?? typeOf(method);
  if (ifMatch) headers['if-match'] = ifMatch;
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      // A kept answer is shown only where the server says that it still holds.
      cache: 'no-cache',
      credentials: 'same-origin',
      ...(method === 'GET' ? {} : { body: file ?? JSON.stringify(body ?? {}) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(notReached(method !== 'GET' && !navigator.onLine));
  }
}

function typeOf(method: Method): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

/** When an answer was given that the service worker kept; null for one of now. */
function seenAtIn(headers: Headers): Date | null {
  const said = headers.get('x-numina-seen-at');
  return said === null ? null : new Date(said);
}

/** The problem that an answer describes; one that names the status where it describes none. */
export function readProblem(status: number, text: string): ProblemJson {
  try {
    const said = JSON.parse(text) as Partial<ProblemJson> | null;
    if (said && typeof said === 'object' && typeof said.code === 'string') return { ...said, status, code: said.code };
  } catch {
    // A proxy in front answers in its own words.
  }
  return { status, code: 'unknown', detail: `The server answered with ${status}.` };
}

/** 128 random bits as hex digits. `crypto.randomUUID` is missing where the page is not https and not loopback. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

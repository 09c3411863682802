import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Encoding, encodingFor } from './encoded-body.ts';
import { tagOf } from './entity-tag.ts';
import { isUnchanged, unchanged } from './write-answer.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** The file of every page: which of them is shown is told by the address, in the browser. */
const PAGE = 'index.html';

/** The addresses of pages, as in `src/web/routes.ts`. A part of a page’s address has no dot, that of a file has one. */
const PAGES =
  /^\/(?:(?:month|week|day)(?:\/[\d-]+)?|booking\/[^/.]+|agenda|book|inbox|streak|stats|more|reminders|access|import|sign-in)?$/;

/** What the build lays beside a file, by how it is packed. */
const PACKED = { br: '.br', gzip: '.gz' } as const;

type Bytes = Uint8Array<ArrayBuffer>;

interface WebFile {
  readonly etag: string;
  readonly type: string;
  readonly bytes: Bytes;
  readonly packed: Readonly<Partial<Record<Encoding, Bytes>>>;
}

/**
 * The files of the web calendar that lie in `folder`, as a function of requests; null where a request is for none. They are
 * few and small, and are kept in memory.
 */
export function openWebFiles(folder: string): (request: Request) => Response | null {
  const files = readAll(folder);
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const { pathname } = new URL(request.url);
    const file = files.get(PAGES.test(pathname) ? PAGE : pathname.slice(1));
    return file === undefined ? null : answer(file, request);
  };
}

function answer({ etag, type, bytes, packed }: WebFile, request: Request): Response {
  // Each is asked for again every time: a new version of the program is there at the next look.
  const headers = { etag, 'cache-control': 'no-cache', vary: 'Accept-Encoding' };
  if (isUnchanged(request, etag.slice(2))) return unchanged(etag, headers);
  const encoding = encodingFor(request);
  const form = encoding === null ? undefined : packed[encoding];
  return new Response(form ?? bytes, {
    headers: { ...headers, 'content-type': type, ...(form && encoding !== null && { 'content-encoding': encoding }) },
  });
}

function readAll(folder: string): ReadonlyMap<string, WebFile> {
  const names = readdirSync(folder);
  const bytesOf = (name: string): Bytes => new Uint8Array(readFileSync(join(folder, name)));
  const files = new Map<string, WebFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const bytes = bytesOf(name);
    const packed: Partial<Record<Encoding, Bytes>> = {};
    for (const encoding of ['br', 'gzip'] as const) {
      if (names.includes(name + PACKED[encoding])) packed[encoding] = bytesOf(name + PACKED[encoding]);
    }
    // Weak: the packed forms are other bytes of the same text.
    files.set(name, { etag: `W/${tagOf(Buffer.from(bytes).toString('latin1'))}`, type, bytes, packed });
  }
  return files;
}

import { SourceFailure } from '../fetch/fetch-failures.ts';
import { isFields } from '../json/json-record.ts';
import type { Fields, MindbodyClient, Query } from './mindbody-client.ts';
import { shapeFailure } from './mindbody-failures.ts';

/** The most that the API gives in one page. */
const PAGE_SIZE = 200;
/** Ten classes a day for more than a year. */
const MAX_PAGES = 25;

/**
 * Reads all pages of a list. A missing page would look as if its classes were gone. So it throws SourceFailure where
 * the pages do not add up to the total that the server states.
 */
export async function readPages(
  client: MindbodyClient,
  path: string,
  list: string,
  query: Query,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  let offset = 0;
  let total: number | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const place: Query = [
      ['request.limit', String(PAGE_SIZE)],
      ['request.offset', String(offset)],
    ];
    const { found, count } = readPage(client, await client.get(path, [...query, ...place]), list);
    if (total !== null && count !== total) throw movedOn(client.host);
    total = count;
    const texts = found.map((item) => JSON.stringify(item));
    const fresh = found.filter((_, index) => !seen.has(texts[index] ?? ''));
    items.push(...fresh);
    if (items.length >= total) return items;
    if (fresh.length === 0) throw shapeFailure(client.host, `gives ${items.length} of ${total} ${list} and no others`);
    for (const text of texts) seen.add(text);
    offset += found.length;
  }
  throw shapeFailure(client.host, `has more than ${MAX_PAGES * PAGE_SIZE} ${list}`);
}

function readPage({ host }: MindbodyClient, answer: Fields, list: string) {
  const [found, pagination] = [answer[list], answer['PaginationResponse']];
  const count = isFields(pagination) ? pagination['TotalResults'] : null;
  if (!Array.isArray(found)) throw shapeFailure(host, `answers without ${list}`);
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
    throw shapeFailure(host, `does not say how many ${list} there are`);
  }
  return { found: found as readonly unknown[], count };
}

function movedOn(host: string): SourceFailure {
  return new SourceFailure(`What ${host} holds changed while it was read.`, 'Try again.');
}

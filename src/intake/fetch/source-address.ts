import { UsageError } from '../../errors.ts';

/** Whether what a person names is meant as an address, not as a file. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

/** A web address; webcal, by which calendars are offered for subscription, means https. Throws UsageError. */
export function parseAddress(source: string): URL {
  const text = source.trim().replace(/^webcals?:/i, 'https:');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new UsageError(
    'bad_address',
    url ? `numina reads no ${url.protocol}// address.` : 'The address cannot be read.',
    'Give one that begins with https://, or the name of a file.',
  );
}

/** How an address is called in messages and in the journal. The rest of it may be a secret. */
export function nameOfAddress(source: string): string {
  return parseAddress(source).host;
}

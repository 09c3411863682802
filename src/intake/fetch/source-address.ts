import { UsageError } from '../../errors.ts';

/** Whether a source is an address and not a file name. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

/** Parses a web address. webcal, which is used for calendar subscriptions, becomes https. Throws UsageError. */
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

/** The name of an address in messages and in the journal: its host. The rest may be a secret. */
export function nameOfAddress(source: string): string {
  return parseAddress(source).host;
}

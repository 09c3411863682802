/** Whether an address belongs to a sender: a domain with its subdomains, or a whole address. Case does not count. */
export function isOfSender(address: string, sender: string): boolean {
  const from = address.toLowerCase();
  return sender.includes('@') ? from === sender.toLowerCase() : isWithin(domainOf(from), sender);
}

/** Whether a domain is `parent` or one of its subdomains. */
export function isWithin(domain: string, parent: string): boolean {
  const [below, above] = [plain(domain), plain(parent)];
  return above !== '' && (below === above || below.endsWith(`.${above}`));
}

/** The part after the last @ of an address. A domain is returned unchanged. */
export function domainOf(address: string): string {
  return plain(address.slice(address.lastIndexOf('@') + 1));
}

/** Removes a dot at the end, which changes nothing. */
function plain(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, '');
}

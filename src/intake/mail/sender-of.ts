/** Whether an address is of a sender: a domain with what lies below it, or a whole address. Cases do not count. */
export function isOfSender(address: string, sender: string): boolean {
  const from = address.toLowerCase();
  return sender.includes('@') ? from === sender.toLowerCase() : isWithin(domainOf(from), sender);
}

/** Whether a domain is another one or lies below it. */
export function isWithin(domain: string, parent: string): boolean {
  const [below, above] = [plain(domain), plain(parent)];
  return above !== '' && (below === above || below.endsWith(`.${above}`));
}

/** What stands behind the last @ of an address; a domain is its own. */
export function domainOf(address: string): string {
  return plain(address.slice(address.lastIndexOf('@') + 1));
}

/** A domain may end with a dot, which means nothing here. */
function plain(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, '');
}

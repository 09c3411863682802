import type { SharedCalendar, SharedFilter } from '../calendar/shares/share.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderQrCode } from './qr-code.ts';
import type { Style } from './style.ts';
import { wrapText } from './width.ts';

/** Shared calendars, each with what it shows and its address, which is never broken. */
export function renderShares(shares: readonly SharedCalendar[], style: Style): string {
  if (shares.length === 0) {
    const next = 'Share one: numina share add family --from today';
    return ['No shared calendars.', ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
  }
  return shares.flatMap((share) => [...headOf(share, style), ...addressOf(share, style)]).join('\n');
}

/** A calendar that was shared now, with its address for programs and for the camera of a phone. */
export function renderNewShare(
  share: SharedCalendar & { readonly url: string },
  hasCode: boolean,
  style: Style,
): string {
  const code = hasCode ? renderQrCode(webcalOf(share.url), style) : [];
  return [...headOf(share, style), share.url, webcalOf(share.url), ...code].join('\n');
}

/** A shared calendar as plain text in columns. */
export function shareRow({ name, url, filter }: SharedCalendar): readonly string[] {
  return [name, url ?? '', describe(filter).join('; ')];
}

function headOf({ name, filter }: SharedCalendar, style: Style): readonly string[] {
  const said = describe(filter);
  const { dot } = glyphsOf(style);
  const text = `${printable(name)} ${dot} ${said.length === 0 ? 'everything' : said.map(printable).join(` ${dot} `)}`;
  return wrapText(text, style.width).map((line, index) => (index === 0 ? style.paint.strong(line) : line));
}

function addressOf({ url }: SharedCalendar, style: Style): readonly string[] {
  if (url !== null) return [url];
  const why = 'Its address is shown where the key is with which it was made; it goes on working.';
  return wrapText(why, style.width).map(style.paint.dim);
}

/** `type yoga, pilates`, `from today`: each field that was said. */
function describe(filter: SharedFilter): readonly string[] {
  return Object.entries(filter).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${[value].flat().join(', ')}`],
  );
}

/** The address by which a program takes it for a subscription. */
function webcalOf(url: string): string {
  return url.replace(/^https?:/, 'webcal:');
}

// Text in iCalendar (RFC 5545): allowed characters, escapes, folded lines.

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
const ANY_CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const LINE_BREAKS = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/**
 * `text` without control characters and with every kind of line break as `\n`. Readers written in Python break lines at
 * the rare kinds too, and then cannot read the calendar.
 */
export function cleanText(text: string): string {
  return ANY_CONTROL.test(text) ? text.replace(LINE_BREAKS, '\n').replace(CONTROLS, '') : text;
}

/** A value of type TEXT (§3.3.11). */
export function escapeText(text: string): string {
  return /[\\;,\n]/.test(text) ? text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n') : text;
}

const MAX_OCTETS = 75;
const ASCII = /^[\0-\x7f]*$/;

/**
 * Folds whole lines, each ended by CRLF, so that none is longer than 75 octets (§3.1) and none is cut inside a
 * character. Some readers drop the whole file for one bad line.
 */
export function foldLines(lines: string): string {
  const isAscii = ASCII.test(lines);
  let folded = '';
  let kept = 0;
  let from = 0;
  for (let end = lines.indexOf('\r\n'); end !== -1; end = lines.indexOf('\r\n', from)) {
    const length = end - from;
    // A UTF-16 unit takes at most three octets.
    const fits = length <= MAX_OCTETS / 3 || (length <= MAX_OCTETS && (isAscii || ASCII.test(lines.slice(from, end))));
    if (!fits) {
      folded += lines.slice(kept, from) + foldLine(lines.slice(from, end));
      kept = end + 2;
    }
    from = end + 2;
  }
  return kept === 0 ? lines : folded + lines.slice(kept);
}

function foldLine(line: string): string {
  const octets = Buffer.from(line);
  let folded = '';
  let from = 0;
  while (octets.length - from > MAX_OCTETS - (from === 0 ? 0 : 1)) {
    let to = from + MAX_OCTETS - (from === 0 ? 0 : 1);
    while (isContinuation(octets[to])) to -= 1;
    folded += `${from === 0 ? '' : ' '}${octets.toString('utf8', from, to)}\r\n`;
    from = to;
  }
  return `${folded}${from === 0 ? '' : ' '}${octets.toString('utf8', from)}\r\n`;
}

/** Whether an octet is inside a UTF-8 sequence: 10xxxxxx. */
function isContinuation(octet: number | undefined): boolean {
  return octet !== undefined && (octet & 0xc0) === 0x80;
}

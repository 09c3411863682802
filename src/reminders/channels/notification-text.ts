const CONTROLS_BUT_LINES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LONGEST_TEXT = 4000;

/** A title for notify-send: one line. It is never read as markup or escapes. */
export function formatTitle(text: string): string {
  return guardDash(clean(text).replace(/\s+/g, ' ').trim());
}

/**
 * A body for notify-send. The service may read it as markup (Desktop Notifications Specification, "Markup"), so tags
 * are escaped. notify-send decodes backslashes, so they are doubled.
 */
export function formatBody(text: string): string {
  const escaped = clean(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\\', '\\\\');
  // Without a body node-notifier sends nothing at all.
  return guardDash(escaped.trim()) || ' ';
}

/** A text that begins with a dash would be read as an option, so an invisible zero-width space is put before it. */
function guardDash(text: string): string {
  return text.startsWith('-') ? `\u200b${text}` : text;
}

function clean(text: string): string {
  return [...text.toWellFormed().replace(CONTROLS_BUT_LINES, ' ')].slice(0, LONGEST_TEXT).join('');
}

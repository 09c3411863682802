const LONGEST_ERROR = 200;

/** What another program said, as one line fit for a log: no control characters, no more than 200 characters. */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .trim();
  return [...line].slice(0, LONGEST_ERROR).join('');
}

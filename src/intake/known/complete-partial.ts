import { formatContent, parseContent, type SourceContent } from '../source-content.ts';
import { isOlder, versionOf } from '../version.ts';
import type { RecognisedArrival } from './recognition.ts';

/**
 * Completes a mail, which says only part of a class, with what earlier mails said. An older mail, or a reminder, only
 * fills gaps.
 */
export function completePartial(arrival: RecognisedArrival): RecognisedArrival {
  const { said, identity } = arrival;
  if (!said.partial || identity === null) return arrival;
  const had = parseContent(identity.content);
  const isNews = !said.partial.isReminder && !isOlder(said, identity);
  // A mail that was recognised by the start of its class cannot change that start, unless it moves the class.
  const isAtItsStart = said.partial.isByStart && said.partial.movedFrom === null;
  const filled = isNews ? fill(said, had, isAtItsStart ? had : said) : fill(had, said, had);
  // A reminder does not count as a version. A change that was written before it is still news.
  const version = isNews ? versionOf(said) : versionOf(identity);
  const whole = { ...said, ...filled, ...version };
  return { ...arrival, said: whole, content: formatContent(whole) };
}

/** Takes each field from `first`, or from `second` where `first` does not say it. The times come from `timed`. */
function fill(first: SourceContent, second: SourceContent, timed: SourceContent): SourceContent {
  const filled: Record<string, unknown> = {};
  for (const key of Object.keys(second) as (keyof SourceContent)[]) {
    if (!(key in first)) continue;
    const value = first[key];
    filled[key] = value === null || value === '' || value === 0 ? second[key] : value;
  }
  return { ...(filled as unknown as SourceContent), ...timeOf(timed), ...statusOf(first) };
}

function timeOf({ startsLocal, zone, startsAt }: SourceContent) {
  return { startsLocal, zone, startsAt };
}

function statusOf({ isCancelled, status, isLateCancel, cancelledAt }: SourceContent) {
  return { isCancelled, status, isLateCancel, cancelledAt };
}

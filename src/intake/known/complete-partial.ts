import { formatContent, parseContent, type SourceContent } from '../source-content.ts';
import { isOlder, versionOf } from '../version.ts';
import type { RecognisedArrival } from './recognition.ts';

/**
 * A mail says only part of a class: what is known of it from other mails is said too. Of an older mail only what no
 * newer one has said counts, and the same goes for a reminder.
 */
export function completePartial(arrival: RecognisedArrival): RecognisedArrival {
  const { said, identity } = arrival;
  if (!said.partial || identity === null) return arrival;
  const had = parseContent(identity.content);
  const isNews = !said.partial.isReminder && !isOlder(said, identity);
  // A mail that is known by the start of its class says no other.
  const filled = isNews ? fill(said, had, said.partial.isByStart ? had : said) : fill(had, said, had);
  const version = isOlder(said, identity) ? versionOf(identity) : versionOf(said);
  const whole = { ...said, ...filled, ...version };
  return { ...arrival, said: whole, content: formatContent(whole) };
}

/** What `first` says, and what it is silent about as `second` says it; the time as `timed` has it. */
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

import { UsageError } from '../errors.ts';
import { parseUnitDuration } from '../time/parse-duration.ts';
import { parseTimeRange, type TimeRange } from '../time/parse-time-range.ts';
import { quoted } from '../time/when.ts';
import { type Words, words } from '../words.ts';
import { CHANNEL_NAMES, type ChannelName } from './channel.ts';
import { MOST_OFFSETS, tooManyOffsets } from './check-preferences.ts';
import { inOrder, longestFirst } from './preferences.ts';

/** Reads `24h,1h`, `90m` or `none` as minutes, longest first. Throws UsageError, also for a number without a unit. */
export function parseOffsets(text: string, option: Words): readonly number[] {
  const parts = listOf(text);
  if (parts === null) throw emptyList(option, 'lengths of time such as 24h,1h, or none');
  const offsets = longestFirst(parts.map((part) => parseUnitDuration(part.replace(/\s+before$/i, ''))));
  if (offsets.length <= MOST_OFFSETS) return offsets;
  throw tooManyOffsets(option, offsets.length);
}

/** Reads `desktop,email` or `none`. Throws UsageError. */
export function parseChannels(text: string, option: Words): readonly ChannelName[] {
  const parts = listOf(text);
  if (parts === null) throw emptyList(option, `a list of ${CHANNEL_NAMES.join(', ')}, or none`);
  return inOrder(parts.map((part) => parseChannel(part, option)));
}

function parseChannel(text: string, option: Words): ChannelName {
  const found = CHANNEL_NAMES.find((name) => name === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    'unknown_channel',
    words`${option} does not know ${quoted(text)}.`,
    `The channels are ${CHANNEL_NAMES.join(', ')}; “none” means no channel.`,
  );
}

/** Reads `22:00-07:00`, `22-7`, `10pm-7am` or `off`; the range may pass midnight. Throws UsageError. */
export function parseQuietHours(text: string): TimeRange | null {
  if (text.trim().toLowerCase() === 'off') return null;
  try {
    return parseTimeRange(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError('bad_quiet_hours', error.message, 'Write the quiet hours like 22:00-07:00, or off.');
  }
}

/** The parts of a list; empty for `none`; null where the text or a part is empty. */
function listOf(text: string): readonly string[] | null {
  const plain = text.trim();
  if (plain.toLowerCase() === 'none') return [];
  const parts = plain.split(',').map((part) => part.trim());
  return parts.includes('') ? null : parts;
}

function emptyList(option: Words, right: string): UsageError {
  return new UsageError('empty_list', words`${option} is empty, or a part of it is.`, `Give it ${right}.`);
}

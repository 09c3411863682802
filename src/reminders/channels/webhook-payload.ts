import type { Booking } from '../../bookings/booking.ts';
import { toBookingJson } from '../../bookings/booking-json.ts';
import type { ReminderMessage } from '../channel.ts';

/** What is posted, and where. */
export interface WebhookRequest {
  readonly url: URL;
  /** JSON. */
  readonly body: string;
}

const DISCORD_CHARACTERS = 2000;
/** On the scale of ntfy: 3 is ordinary, 5 the most. */
const PRIORITIES = { low: 2, normal: 3, critical: 5 } as const;

/**
 * A message for a webhook. The same words stand under the names that common services read: `title` and `message`
 * (ntfy, Gotify), `text` (Slack, Mattermost), `content` (Discord). What they do not know they ignore, and it is there
 * for programs of one's own.
 */
export function buildWebhookRequest(url: URL, message: ReminderMessage): WebhookRequest {
  const { messageId, kind, title, body, urgency, booking } = message;
  const words = body === '' ? title : `${title}\n${body}`;
  const ntfy = ntfyTopic(url);
  return {
    url: ntfy ? rootOf(url) : url,
    body: JSON.stringify({
      ...(ntfy ? { topic: ntfy } : {}),
      id: messageId,
      kind,
      title,
      body,
      message: body === '' ? title : body,
      text: escapeSlack(words),
      content: [...words].slice(0, DISCORD_CHARACTERS).join(''),
      // Whatever a class is called, nobody is called by it.
      allowed_mentions: { parse: [] },
      urgency,
      priority: PRIORITIES[urgency],
      ...(booking?.url ? { click: booking.url } : {}),
      ...factsOf(booking),
    }),
  };
}

function factsOf(booking: Booking | null) {
  const json = booking && toBookingJson(booking);
  return {
    class: json?.class ?? null,
    startsAt: json?.startsAt ?? null,
    endsAt: json?.endsAt ?? null,
    zone: json?.zone ?? null,
    status: json?.status ?? null,
    cancelBy: json?.cancelBy ?? null,
    url: json?.url ?? null,
    bookingId: json?.id ?? null,
  };
}

/**
 * The topic in the address of an ntfy server, as people copy it from there. JSON goes to the root of the server and
 * names its topic (docs.ntfy.sh, “Publish as JSON”): posted to the topic itself it would be shown as it is.
 */
function ntfyTopic({ hostname, pathname }: URL): string | null {
  if (!hostname.split('.').includes('ntfy')) return null;
  return /^\/([\w-]{1,64})\/?$/.exec(pathname)?.[1] ?? null;
}

/** What logs in stays: the name and password before the host, the `auth` in the query. */
function rootOf(url: URL): URL {
  const root = new URL(url);
  root.pathname = '/';
  return root;
}

/** Angle brackets call people and name links (Slack, “Formatting text for app surfaces”). */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

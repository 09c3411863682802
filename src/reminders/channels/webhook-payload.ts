import type { Booking } from '../../bookings/booking.ts';
import type { ReminderMessage } from '../channel.ts';

/** The request to post. */
export interface WebhookRequest {
  readonly url: URL;
  /** JSON. */
  readonly body: string;
}

/** The fields of a booking that the message contains, in the shape of `--json`. */
export type ToFacts = (booking: Booking) => {
  readonly [Name in 'id' | 'class' | 'startsAt' | 'endsAt' | 'zone' | 'status' | 'cancelBy' | 'url']: unknown;
};

/** Discord accepts 2,000 characters, ntfy 4,096 bytes. */
const MOST_CHARACTERS = 1000;
/** On the scale of ntfy: 3 is ordinary, 5 the most. */
const PRIORITIES = { low: 2, normal: 3, critical: 5 } as const;

/**
 * A message for a webhook. The same text has the names that common services read: `title` and `message` (Gotify, Home
 * Assistant), `text` (Slack, Mattermost), `content` (Discord). They ignore the other fields, which are for programs of
 * the person.
 */
export function buildWebhookRequest(url: URL, message: ReminderMessage, toFacts: ToFacts): WebhookRequest {
  const { messageId, kind, title, body, urgency, booking } = message;
  const words = { title: cut(title), message: cut(body === '' ? title : body), priority: PRIORITIES[urgency] };
  const topic = ntfyTopic(url);
  if (topic !== null) {
    const click = booking?.url ? { click: booking.url } : {};
    return { url: rootOf(url), body: JSON.stringify({ topic, ...words, ...click }) };
  }
  const text = cut(body === '' ? title : `${title}\n${body}`);
  const ownFacts = { id: messageId, kind, urgency, body, ...factsOf(booking && toFacts(booking)) };
  // The name of a class must not mention (ping) anybody.
  const discord = { content: text, allowed_mentions: { parse: [] } };
  return { url, body: JSON.stringify({ ...ownFacts, ...words, text: escapeSlack(text), ...discord }) };
}

function cut(text: string): string {
  return [...text].slice(0, MOST_CHARACTERS).join('');
}

function factsOf(json: ReturnType<ToFacts> | null) {
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
 * The topic in the address of an ntfy server, as people copy it. JSON has to be posted to the root of the server with
 * the topic in it (docs.ntfy.sh, "Publish as JSON"). Posted to the topic, the JSON itself would be shown.
 */
function ntfyTopic({ hostname, pathname }: URL): string | null {
  if (!hostname.split('.').includes('ntfy')) return null;
  return /^\/([\w-]{1,64})\/?$/.exec(pathname)?.[1] ?? null;
}

/** Keeps the login: the name and password before the host, and `auth` in the query. */
function rootOf(url: URL): URL {
  const root = new URL(url);
  root.pathname = '/';
  return root;
}

/** Slack uses angle brackets for mentions and links ("Formatting text for app surfaces"). */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

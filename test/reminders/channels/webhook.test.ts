import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toBookingJson } from '../../../src/contract/booking-json.ts';
import type { ReminderMessage } from '../../../src/reminders/channel.ts';
import { createWebhookChannel } from '../../../src/reminders/channels/webhook.ts';
import { buildWebhookRequest } from '../../../src/reminders/channels/webhook-payload.ts';
import { sampleBooking } from '../../support/booking-samples.ts';
import { onThisMachine, patient } from '../../support/patience.ts';
import { sampleMessage } from '../../support/reminder-samples.ts';
import { findDeadPort } from './mail-server.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Call {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** A real HTTP server; what it was called with is told, in order. */
async function serve(answer: (response: ServerResponse) => void): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push({ request, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret`, calls };
}

function send(url: string | null, message: Partial<ReminderMessage> = {}, signal = new AbortController().signal) {
  return createWebhookChannel({ url, toFacts: toBookingJson, timeLimitMs: patient(400) }).send(
    sampleMessage(message),
    signal,
  );
}

const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end('no');

describe('a webhook', () => {
  it('gets the message as JSON, under the names that services read', async () => {
    const { url, calls } = await serve(status(200));
    const booking = sampleBooking({ url: 'https://studio.example/c/1', className: 'Größe 🧘' });
    expect(await send(url, { title: 'Größe 🧘 in 1 h', booking })).toEqual({ outcome: 'sent' });
    const [{ request, body } = { request: null, body: '' }] = calls;
    expect(request).toMatchObject({ method: 'POST', url: '/hook/s3cret' });
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(JSON.parse(body)).toEqual({
      id: '5f0e7a52-1234-4abc-8def-0123456789ab',
      kind: 'class',
      title: 'Größe 🧘 in 1 h',
      body: 'Studio North, 18:00',
      message: 'Studio North, 18:00',
      text: 'Größe 🧘 in 1 h\nStudio North, 18:00',
      content: 'Größe 🧘 in 1 h\nStudio North, 18:00',
      allowed_mentions: { parse: [] },
      urgency: 'normal',
      priority: 3,
      class: {
        id: '11111111-1234-4abc-8def-0123456789ab',
        name: 'Größe 🧘',
        type: 'yoga',
        location: 'Studio North',
        instructor: 'Ana',
      },
      startsAt: '2026-11-24T18:00:00.000-05:00',
      endsAt: '2026-11-24T19:00:00.000-05:00',
      zone: 'America/New_York',
      status: 'booked',
      cancelBy: null,
      url: 'https://studio.example/c/1',
      bookingId: '9f1c27ab-1234-4abc-8def-0123456789ab',
    });
  });

  it('gets a notice of no one class with nulls', async () => {
    const { url, calls } = await serve(status(204));
    expect(await send(url, { kind: 'notice', booking: null, body: '' })).toEqual({ outcome: 'sent' });
    const notice = { kind: 'notice', message: 'Vinyasa Flow in 1 h', class: null, startsAt: null, url: null };
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject(notice);
  });

  it('logs in with what stands before the host', async () => {
    const { url, calls } = await serve(status(200));
    await send(url.replace('http://', 'http://ana:pa%40ss@'));
    const header = `Basic ${Buffer.from('ana:pa@ss').toString('base64')}`;
    expect(calls[0]?.request.headers.authorization).toBe(header);
  });

  it.each([
    [400, 'failed'],
    [401, 'failed'],
    [404, 'failed'],
    [410, 'failed'],
    [408, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ] as const)('that answers %i: %s', async (code, outcome) => {
    const { url } = await serve(status(code));
    expect(await send(url)).toEqual({ outcome, error: expect.stringMatching(`^The webhook at 127.*answered ${code}`) });
  });

  it.each([301, 302, 303, 307, 308])('is not followed to another place (%i)', async (code) => {
    const { url, calls } = await serve((response) => void response.writeHead(code, { location: '/elsewhere' }).end());
    expect(await send(url)).toMatchObject({ outcome: 'failed', error: expect.stringContaining('where it redirects') });
    expect(calls).toHaveLength(1);
  });

  it('that never answers is an error in time, and may have the message', async () => {
    const { url } = await serve(() => undefined);
    const error = expect.stringMatching(/did not answer within [\d.]+ s\.$/);
    expect(await send(url)).toEqual({ outcome: 'retry', transmitted: true, error });
  });

  it('that drops the line may have the message', async () => {
    const { url } = await serve((response) => void response.destroy());
    expect(await send(url)).toMatchObject({ outcome: 'retry', transmitted: true });
  });

  it('that is not there does not have it', async () => {
    const port = await findDeadPort();
    const error = `The webhook at 127.0.0.1:${port} cannot be reached: connect ECONNREFUSED 127.0.0.1:${port}`;
    expect(await send(`http://127.0.0.1:${port}/s3cret`)).toEqual({ outcome: 'retry', error });
  });

  it('is given up at once when the sender is', async () => {
    const { url } = await serve(() => undefined);
    const began = performance.now();
    expect(await send(url, {}, AbortSignal.timeout(50))).toMatchObject({ outcome: 'retry' });
    expect(performance.now() - began).toBeLessThan(onThisMachine(350));
    expect(await send(url, {}, AbortSignal.abort())).toMatchObject({ outcome: 'retry' });
  });

  it('never tells the secret in its address', async () => {
    const { url } = await serve(status(404));
    const results = [await send(url), await send('https://s3cret@'), await send('http://127.0.0.1:1/s3cret')];
    expect(JSON.stringify(results)).not.toContain('s3cret');
  });

  it.each([
    ['a script', 'javascript:alert(1)', 'failed'],
    ['a file', 'file:///etc/passwd', 'failed'],
    ['data', 'data:text/html,s3cret', 'failed'],
    ['words', 'no address', 'failed'],
    ['no host', 'https://', 'failed'],
    ['an escape sequence', 'http://\u001b[31m/', 'failed'],
    // Which no resolver finds, today or tomorrow.
    ['a host of 100,000 characters', `https://${'x'.repeat(100_000)}.example/s3cret`, 'retry'],
  ])('that is %s is never called, and told in a line without secrets', async (_, url, outcome) => {
    const result = await send(url);
    expect(result).toMatchObject({ outcome, error: expect.stringMatching(/^[^\p{C}]{1,300}$/u) });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('that is not set says so', async () => {
    const error = 'webhook.url is not set: numina config set webhook.url …';
    expect(await send(null)).toEqual({ outcome: 'failed', error });
  });
});

describe('the body for a service', () => {
  const build = (url: string, message: Partial<ReminderMessage> = {}) => {
    const request = buildWebhookRequest(new URL(url), sampleMessage(message), toBookingJson);
    return { url: request.url.href, body: JSON.parse(request.body) as Record<string, unknown> };
  };

  it.each([
    ['https://ntfy.sh/my-classes', 'https://ntfy.sh/'],
    ['https://ntfy.example.com/my-classes/', 'https://ntfy.example.com/'],
    ['https://ana:pw@ntfy.sh/my-classes?auth=x', 'https://ana:pw@ntfy.sh/?auth=x'],
  ])('of ntfy names the topic of %s and goes to its root', (url, root) => {
    expect(build(url, { urgency: 'critical' })).toMatchObject({
      url: root,
      body: { topic: 'my-classes', title: 'Vinyasa Flow in 1 h', message: 'Studio North, 18:00', priority: 5 },
    });
  });

  it.each([
    'https://hooks.example.com/services/T0/B0/x',
    'https://ntfy.sh/',
    'https://ntfy.sh/a/b',
    'https://x.com/ntfy',
  ])('of any other goes to %s as it is', (url) => {
    expect(build(url).url).toBe(url);
    expect(build(url).body).not.toHaveProperty('topic');
  });

  it('calls nobody by the name of a class', () => {
    const { body } = build('https://hooks.example.com/x', { title: '<!channel> & @everyone' });
    expect(body['text']).toMatch(/^&lt;!channel&gt; &amp; @everyone/);
    expect(body['allowed_mentions']).toEqual({ parse: [] });
  });

  it('of ntfy has only the fields that ntfy knows, and the link of the class', () => {
    const { body } = build('https://ntfy.sh/t', { booking: sampleBooking({ url: 'https://studio.example/c' }) });
    expect(Object.keys(body)).toEqual(['topic', 'title', 'message', 'priority', 'click']);
  });

  it.each(['https://hooks.example.com/x', 'https://ntfy.sh/t'])('is no longer than %s takes', (url) => {
    const { body } = build(url, { title: '🧘'.repeat(3000), body: '🧘'.repeat(3000) });
    const texts = ['title', 'message', 'content'].flatMap((name) => [...String(body[name] ?? '')].length);
    expect(Math.max(...texts)).toBe(1000);
  });
});

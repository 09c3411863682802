import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { oneLine } from '../../errors.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { command, words } from '../../words.ts';
import type { Channel, SendResult } from '../channel.ts';
import { buildWebhookRequest, type ToFacts } from './webhook-payload.ts';

export interface WebhookOptions {
  /** https, or http on this machine; it may contain a name and a password. Null where none is set. */
  readonly url: string | null;
  readonly toFacts: ToFacts;
  readonly timeLimitMs?: number;
}

const TIME_LIMIT_MS = 10_000;

/** Posts reminders as JSON to an address of the person: a phone, a chat, a home. Errors name the host only. */
export function createWebhookChannel({ url, toFacts, timeLimitMs = TIME_LIMIT_MS }: WebhookOptions): Channel {
  return {
    name: 'webhook',
    async send(message, signal) {
      if (url === null) {
        const error = words`webhook.url is not set: ${command('config set', 'webhook.url', '…')}`;
        return { outcome: 'failed', error: wordForTerminal(error) };
      }
      try {
        const { url: target, body } = buildWebhookRequest(new URL(url), message, toFacts);
        return await post(target, body, timeLimitMs, signal);
      } catch (error) {
        return { outcome: 'failed', error: oneLine(`The webhook cannot be called: ${reasonOf(error)}`) };
      }
    },
  };
}

function post(url: URL, body: string, timeLimitMs: number, signal: AbortSignal): Promise<SendResult> {
  return new Promise((resolve) => {
    let isTransmitted = false;
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'numina',
      },
      signal,
      // An open connection would keep the process from ending.
      agent: false,
    });
    const end = (result: SendResult) => {
      clearTimeout(timer);
      request.destroy();
      resolve(result);
    };
    const fail = (reason: string) => {
      const error = oneLine(`The webhook at ${url.host} ${reason}`);
      end({ outcome: 'retry', error, ...(isTransmitted ? { transmitted: true } : {}) });
    };
    const timer = setTimeout(() => fail(`did not answer within ${timeLimitMs / 1000} s.`), timeLimitMs);
    request.on('finish', () => {
      isTransmitted = true;
    });
    request.on('error', (error) => fail(`cannot be reached: ${reasonOf(error)}`));
    request.on('response', (response) => end(webhookOutcome(response, url)));
    request.end(body);
  });
}

/** No redirect is followed: it would send the message and the credentials to a place that the person did not name. */
function webhookOutcome({ statusCode = 0, statusMessage }: IncomingMessage, url: URL): SendResult {
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'sent' };
  const said = oneLine(`${statusCode} ${statusMessage ?? ''}`);
  const error = oneLine(`The webhook at ${url.host} answered ${said}`);
  if (statusCode >= 300 && statusCode < 400) {
    return { outcome: 'failed', error: `${error}: set webhook.url to where it redirects.` };
  }
  const mayPass = statusCode >= 500 || statusCode === 408 || statusCode === 429;
  return { outcome: mayPass ? 'retry' : 'failed', error };
}

/** Errors of the URL parser quote the address with its secrets, so they are replaced. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for no known reason';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code === 'ERR_INVALID_URL' ? 'its address is not a URL' : oneLine(error.message || code);
}

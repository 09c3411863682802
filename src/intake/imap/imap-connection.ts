import type { ImapFlow } from 'imapflow';
import { VERSION } from '../../version.ts';
import { field, words } from '../../words.ts';
import type { ImapDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';
import { withinTime } from '../fetch/within-time.ts';
import { MAILBOX_LIMITS } from '../mailbox/mailbox.ts';
import { imapFailure, tooSlow } from './imap-failures.ts';

/** The state of a folder at the time it was opened. */
export interface Folder {
  readonly uidValidity: string;
  /** Higher than the UIDs of all its mails; null where the server does not give it. */
  readonly uidNext: number | null;
}

/** Time limits for the answers of a server, in ms. */
const LIMITS = { secretMs: 30_000, connectMs: 10_000, loginMs: 20_000, openMs: 20_000, aliveMs: 15_000 };
/** Servers end an IDLE after 29 minutes (RFC 2177). Routers drop a silent connection sooner. */
const IDLE_MS = 4 * 60_000;
/** The most that a server sends around a mail. */
const FRAME_OCTETS = 65_536;

/**
 * An encrypted connection to one folder of an IMAP server, logged in. It sends no command that changes anything. An
 * error closes it. Every error is a SourceFailure, or the reason of the abort signal.
 */
export class ImapConnection {
  readonly #definition: ImapDefinition;
  readonly #client: ImapFlow;
  #hasNews = false;
  /** Ends the wait for new mail. */
  #onNews = (): void => undefined;

  private constructor(definition: ImapDefinition, client: ImapFlow) {
    this.#definition = definition;
    this.#client = client;
    // Without a listener, an error between two commands would end the process. The next command reports it.
    client.on('error', () => undefined);
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.wake();
    });
  }

  /** Gets the secret, connects and logs in. */
  static async open(definition: ImapDefinition, signal: AbortSignal): Promise<ImapConnection> {
    const secret = await readImapSecret(definition, signal);
    const { ImapFlow } = await import('imapflow');
    const connection = new ImapConnection(definition, new ImapFlow(clientOptions(definition, secret)));
    try {
      await connection.ask(signal, LIMITS.connectMs + LIMITS.loginMs, (client) => client.connect());
    } catch (error) {
      throw withoutSecret(error, secret);
    }
    return connection;
  }

  get isOpen(): boolean {
    return !this.#client.isClosed && this.#client.usable;
  }

  /** Whether the server can announce new mails (RFC 2177). */
  get canIdle(): boolean {
    return this.#client.capabilities.has('IDLE');
  }

  /** Opens the folder with EXAMINE, so that nothing in it can be changed. Returns its current state. */
  async examine(signal: AbortSignal): Promise<Folder> {
    this.#hasNews = false;
    const { folder } = this.#definition;
    const found = await this.ask(signal, LIMITS.openMs, (client) => client.mailboxOpen(folder, { readOnly: true }));
    return { uidValidity: String(found.uidValidity), uidNext: found.uidNext || null };
  }

  /** Runs `work` with the client, within a time limit. */
  async ask<T>(signal: AbortSignal, limitMs: number, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = this.#client;
    try {
      return await withinTime(
        limitMs,
        signal,
        async (ending) => {
          const end = () => client.close();
          if (ending.aborted) end();
          ending.addEventListener('abort', end);
          try {
            return await work(client);
          } finally {
            ending.removeEventListener('abort', end);
          }
        },
        (cause) => tooSlow(this.#definition, limitMs, cause),
      );
    } catch (error) {
      client.close();
      signal.throwIfAborted();
      throw imapFailure(this.#definition, error);
    }
  }

  /** Waits until there may be a new mail since {@link examine}; false where the server cannot announce one. */
  async awaitNews(signal: AbortSignal): Promise<boolean> {
    while (!this.#hasNews) {
      const hasIdled = await this.#idle(signal);
      if (!hasIdled) return false;
      // The answer shows that the server is still there.
      if (!this.#hasNews) await this.ask(signal, LIMITS.aliveMs, (client) => client.noop());
    }
    return true;
  }

  /** Ends {@link awaitNews}, as a new mail does. */
  wake(): void {
    this.#hasNews = true;
    this.#onNews();
  }

  /** One IDLE. It ends with a new mail, or when the server has to be checked. False where the server refuses it. */
  async #idle(signal: AbortSignal): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const news = new Promise<boolean>((resolve) => {
      this.#onNews = () => resolve(true);
      timer = setTimeout(this.#onNews, IDLE_MS);
    });
    try {
      return await this.ask(signal, 2 * IDLE_MS, (client) => {
        return Promise.race([news, client.idle().then((result) => this.#hasIdled(result))]);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether the server accepted the IDLE that has ended. Throws where the connection has ended too. */
  #hasIdled(result: boolean | undefined): boolean {
    if (this.isOpen && this.#client.mailbox) return result !== false;
    throw Object.assign(new Error('The connection is gone.'), { code: 'NoConnection' });
  }

  /** Logs out where the server still answers, and closes the socket in any case. */
  async close(): Promise<void> {
    if (!this.isOpen) return this.#client.close();
    try {
      await this.ask(new AbortController().signal, GOODBYE_MS, (client) => client.logout());
    } catch {
      // It is closed.
    }
  }

  /** Closes the socket at once, without a logout. */
  drop(): void {
    this.#client.close();
  }
}

const GOODBYE_MS = 1000;

async function readImapSecret({ secret: { kind, from } }: ImapDefinition, signal: AbortSignal): Promise<string> {
  const { readSecret } = await import('../../secrets/read-secret.ts');
  const [what, options] =
    kind === 'password'
      ? (['password', words`${field('passwordCommand')} or ${field('passwordFile')}`] as const)
      : (['token', field('oauthCommand')] as const);
  try {
    return await readSecret(what, from, LIMITS.secretMs, signal, words`Add the feed again with ${options}.`);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

function clientOptions({ host, port, tls, user, secret }: ImapDefinition, value: string) {
  return {
    ...{ host, port, secure: tls === 'tls' },
    // Only for this machine: encrypted where the server offers it, with any certificate.
    ...(tls === 'none' ? { tls: { rejectUnauthorized: false } } : {}),
    ...(tls === 'starttls' ? { doSTARTTLS: true } : {}),
    auth: secret.kind === 'password' ? { user, pass: value } : { user, accessToken: value },
    // A log would contain the secret.
    logger: false as const,
    clientInfo: { name: 'numina', version: VERSION, vendor: false as const, 'support-url': false as const },
    // Without extensions of RFC 3501, there are fewer kinds of answers to parse.
    ...{ disableCompression: true, disableAutoEnable: true, disableIMAP4rev2: true },
    ...{ disableAutoIdle: true, maxLockHoldTime: false as const },
    connectionTimeout: LIMITS.connectMs,
    greetingTimeout: LIMITS.connectMs,
    socketTimeout: 3 * IDLE_MS,
    maxLiteralSize: MAILBOX_LIMITS.octets + FRAME_OCTETS,
    maxResponseSize: MAILBOX_LIMITS.octets + 2 * FRAME_OCTETS,
    maxLineLength: MAILBOX_LIMITS.octets,
  };
}

/** Removes the secret from an error: a server may quote what it received. */
function withoutSecret(error: unknown, secret: string): unknown {
  if (!(error instanceof SourceFailure) || !error.message.includes(secret)) return error;
  const { message, hint, retryAfterMs, isFinal } = error;
  return new SourceFailure(message.replaceAll(secret, '…'), hint ?? '', { retryAfterMs, isFinal });
}

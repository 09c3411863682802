import { connect, createServer, type Socket } from 'node:net';

// A new connection costs PostgreSQL many times what a command asks of it. So the connections of the tests are kept, as
// poolers of servers keep them: a client has one for itself, and leaves nothing behind in it for the next one.

const STARTUP = 196608;
const ENCRYPTION = [80877103, 80877104];
/** Ends everything that a client has set, prepared or made for itself. */
const DISCARD = messageOf('Q', 'discard all\0');

export interface Pooler {
  readonly close: () => Promise<void>;
}

/** Listens at a socket for clients of the server behind another one, which asks for no passwords. */
export async function startPooler(at: string, server: string): Promise<Pooler> {
  const kept = new Map<string, Connection[]>();
  const clients = new Set<Socket>();

  function begin(client: Socket, startup: Buffer): void {
    const key = startup.toString('latin1');
    const free = (kept.get(key) ?? []).filter((connection) => connection.isOpen);
    const connection = free.pop() ?? new Connection(server, startup);
    kept.set(key, free);
    connection.serve(client, () => kept.set(key, [...(kept.get(key) ?? []), connection]));
  }

  const listener = createServer((client) => {
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client));
    let heard: Buffer = Buffer.alloc(0);
    const listen = (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length < 8 || heard.length < heard.readInt32BE(0)) return;
      const code = heard.readInt32BE(4);
      if (ENCRYPTION.includes(code)) {
        heard = heard.subarray(8);
        client.write('N');
        return;
      }
      client.off('data', listen);
      if (code === STARTUP) begin(client, heard);
      // A wish to stop a statement names the connection of the server.
      else
        connect(server, () => client.end())
          .on('error', () => client.destroy())
          .end(heard);
    };
    client.on('data', listen);
  });
  await new Promise<void>((resolve) => listener.listen(at, resolve));
  return {
    async close() {
      for (const client of clients) client.destroy();
      for (const connection of [...kept.values()].flat()) connection.end();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** A connection to the server, of one client after another. */
class Connection {
  readonly #server: Socket;
  readonly #fromServer = new Messages();
  /** What the server said when the connection began: each client hears it. */
  readonly #greeting: Buffer[] = [];
  #isGreeted = false;
  #client: Socket | null = null;
  /** How many answers the server owes, its greeting among them, and to how many of the next ones nobody listens. */
  #owed = 1;
  #unheard = 0;
  #isInTransaction = false;
  /** Whether the server answers what it was asked last; else it waits for more words. */
  #isAsked = true;
  isOpen = true;

  constructor(path: string, startup: Buffer) {
    this.#server = connect(path);
    this.#server.write(startup);
    this.#server.on('data', (chunk) => this.#hear(chunk));
    this.#server.on('error', () => undefined);
    this.#server.on('close', () => {
      this.isOpen = false;
      this.#client?.end();
    });
  }

  /** Serves a client until it leaves; `onFree` is called where another can follow it. */
  serve(client: Socket, onFree: () => void): void {
    this.#client = client;
    if (this.#isGreeted) client.write(Buffer.concat(this.#greeting));
    const messages = new Messages();
    const leave = () => {
      if (this.#client !== client) return;
      this.#client = null;
      if (this.#owed > this.#unheard || this.#isInTransaction || !this.#isAsked || !messages.isWhole) {
        // As without a pooler, the server finds that nobody is there.
        this.end();
        return;
      }
      this.#ask([DISCARD]);
      this.#unheard += 1;
      onFree();
    };
    client.on('data', (chunk: Buffer) => {
      const all = messages.read(chunk);
      this.#ask(all.filter((message) => kindOf(message) !== 'X'));
      if (!all.some((message) => kindOf(message) === 'X')) return;
      leave();
      client.end();
    });
    client.on('close', leave);
  }

  end(): void {
    this.isOpen = false;
    this.#server.destroy();
  }

  #ask(messages: readonly Buffer[]): void {
    if (messages.length === 0) return;
    for (const message of messages) {
      this.#isAsked = ['Q', 'S'].includes(kindOf(message));
      if (this.#isAsked) this.#owed += 1;
    }
    this.#server.write(Buffer.concat(messages));
  }

  #hear(chunk: Buffer): void {
    const heard: Buffer[] = [];
    for (const message of this.#fromServer.read(chunk)) {
      if (!this.#isGreeted) this.#greeting.push(message);
      if (this.#unheard === 0) heard.push(message);
      if (kindOf(message) !== 'Z') continue;
      this.#isGreeted = true;
      this.#owed -= 1;
      if (this.#unheard > 0) this.#unheard -= 1;
      this.#isInTransaction = message.toString('latin1', 5) !== 'I';
    }
    if (heard.length > 0) this.#client?.write(Buffer.concat(heard));
  }
}

/** Takes a stream apart into messages: a letter, the length, the words. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);

  get isWhole(): boolean {
    return this.#rest.length === 0;
  }

  read(chunk: Buffer): readonly Buffer[] {
    const all = this.isWhole ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    let at = 0;
    while (all.length - at >= 5 && all.length - at > all.readInt32BE(at + 1)) {
      const end = at + 1 + all.readInt32BE(at + 1);
      messages.push(all.subarray(at, end));
      at = end;
    }
    this.#rest = all.subarray(at);
    return messages;
  }
}

function kindOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

function messageOf(kind: string, words: string): Buffer {
  const message = Buffer.alloc(5 + words.length);
  message.write(kind);
  message.writeInt32BE(4 + words.length, 1);
  message.write(words, 5);
  return message;
}

import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** At which step the server does what, instead of taking the mail. */
export type Mischief =
  | { readonly at: 'greeting' | 'data'; readonly does: 'hang' }
  | { readonly at: 'recipient' | 'data'; readonly does: 'drop' }
  | { readonly at: 'sender' | 'recipient' | 'data'; readonly does: number };

export interface MailServer {
  readonly port: number;
  /** What was taken, each as it came over the wire. */
  readonly mails: readonly ReceivedMail[];
  /** How often somebody came as far as sending the content. */
  readonly transmissions: () => number;
  /** From now on; null takes everything. */
  setMischief(mischief: Mischief | null): void;
  close(): Promise<void>;
}

export interface ReceivedMail {
  readonly raw: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isEncrypted: boolean;
}

export interface ServerOptions {
  readonly mischief?: Mischief;
  /** `user:password` that may log in; nobody needs to where absent. */
  readonly login?: string;
  readonly hasStartTls?: boolean;
}

/** A real SMTP server, with the self-signed certificate of its library, that misbehaves on demand. */
export async function startMailServer(options: ServerOptions = {}): Promise<MailServer> {
  let mischief = options.mischief ?? null;
  let transmissions = 0;
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const does = (at: Mischief['at']) => (mischief?.at === at ? mischief.does : null);
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const answer = (at: Mischief['at'], callback: (error?: Error | null) => void) => {
    const deed = does(at);
    if (deed === 'drop') dropAll();
    else if (typeof deed === 'number') callback(Object.assign(new Error('no, said the test'), { responseCode: deed }));
    else if (deed !== 'hang') callback();
  };
  const server = new SMTPServer({
    authOptional: options.login === undefined,
    disabledCommands: options.hasStartTls === false ? ['STARTTLS'] : [],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 10,
    onConnect: (_session, callback) => answer('greeting', callback),
    onAuth({ username, password }, _session, callback) {
      if (`${username}:${password}` === options.login) callback(null, { user: username ?? '' });
      else callback(new Error('Invalid username or password'));
    },
    onMailFrom: (_address, _session, callback) => answer('sender', callback),
    onRcptTo: (_address, _session, callback) => answer('recipient', callback),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        transmissions += 1;
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          raw: Buffer.concat(chunks).toString('utf8'),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: session.user,
          isEncrypted: session.secure,
        };
        // Whether it is then confirmed is another matter.
        if (typeof does('data') !== 'number') mails.push(mail);
        answer('data', callback);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    transmissions: () => transmissions,
    setMischief(next) {
      mischief = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        dropAll();
      }),
  };
}

/** A port on which nobody listens. */
export async function findDeadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

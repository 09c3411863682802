import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** A server on loopback that speaks as much IMAP as it is told, for what no honest one says. */
export interface ScriptedImap {
  readonly port: number;
  /** How many have come. */
  readonly connections: number;
  /** What came in, line by line, in the order of arrival. */
  readonly lines: string[];
  /** What the server says first; null for nothing. */
  greeting: string | null;
  /**
   * What it says to a command, by the command's name in capitals: whole lines, of which `TAG` is that of the command.
   * A command without an answer is never answered. What it says may follow from the line that it is sent.
   */
  answers: Readonly<Record<string, string | ((line: string) => string)>>;
}

export function useScriptedImap(): ScriptedImap {
  const sockets = new Set<Socket>();
  let [port, connections] = [0, 0];
  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (script.greeting !== null) socket.write(`${script.greeting}\r\n`);
    socket.on('data', (octets) => {
      for (const line of octets.toString('latin1').split('\r\n').slice(0, -1)) {
        script.lines.push(line);
        const [tag = '', first = '', second = ''] = line.split(' ');
        const name = first.toUpperCase() === 'UID' ? `UID ${second.toUpperCase()}` : first.toUpperCase();
        const said = script.answers[name];
        const answer = typeof said === 'function' ? said(line) : said;
        if (answer !== undefined) socket.write(`${answer.replaceAll('TAG', tag)}\r\n`);
      }
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const script: ScriptedImap = {
    get port() {
      return port;
    },
    get connections() {
      return connections;
    },
    lines: [],
    greeting: '* OK hello',
    answers: {},
  };
  return script;
}

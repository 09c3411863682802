import type { CommandSpec } from '../command.ts';

export const serve: CommandSpec = {
  name: 'serve',
  group: 'The program',
  summary: 'the record over HTTP, for programs and browsers',
  description:
    'Serves the API until it is ended with Ctrl-C or SIGTERM, for every account, and sends their reminders unless a daemon does. The first time, it puts your own settings into the database. Only this computer reaches it, unless a proxy ends https in front of it.',
  options: [
    { flags: '--host <host>', doc: 'where to listen (127.0.0.1)' },
    { flags: '--port <port>', doc: 'where to listen (6464); 0 takes a free one' },
    { flags: '--base-url <url>', doc: 'how it is reached from outside' },
    { flags: '--insecure', doc: 'let others in the network reach it without https' },
    { flags: '--no-reminders', doc: 'send none' },
  ],
  isOfMachine: true,
  examples: [{ line: 'numina serve --port 0', doc: 'at a free port of this computer' }],
  load: async () => ({ action: (await import('../actions/serve.ts')).action }),
};

import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReminderMessage } from '../../../src/reminders/channel.ts';
import { onThisMachine } from '../../support/patience.ts';
import { buildScript, type Script } from '../../support/script.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';
import { MISSING_PROGRAMS, runInSession, type Session } from './notification-session.ts';

const path = useTemporaryFolder();
const hasDesktop = MISSING_PROGRAMS.length === 0;
const needs = hasDesktop ? '' : ` (needs ${MISSING_PROGRAMS.join(', ')})`;

let script: Script;
beforeAll(async () => {
  script = await buildScript('reminders/channels/desktop-script.ts', 'desktop');
});
afterAll(() => script.remove());

/** As the person who looks at the screen reads it: a zero-width space is not seen. */
const TITLES = [
  'Spin 45 in 1 h',
  `"double" and 'single'`,
  '-n',
  '--help',
  '$(id) `id` \\ $HOME $((1+1))',
  '<b>Yin</b> & "Yang" &amp;',
  'Vinyasa 🧘‍♀️ im Garten, Größe 12 €',
  '%s %n !! ~ * ? # | ; > /dev/null',
];
const BODIES = [
  'Velo, 18:00',
  'first line\nsecond line',
  '-u critical',
  'C:\\new\\table \\n is no new line',
  '<b>bold</b> <img src="x"> & &lt;',
  'it\'s $(id) `id`; "quoted"',
  '  \n',
];

describe.skipIf(!hasDesktop)(`a notification${needs}`, () => {
  let titles: Session;
  let bodies: Session;
  beforeAll(async () => {
    [titles, bodies] = await Promise.all([
      runInSession(script.file, [JSON.stringify(TITLES.map((title) => ({ title })))]),
      runInSession(script.file, [JSON.stringify(BODIES.map((body) => ({ title: 'Spin', body })))]),
    ]);
  });

  it('is taken by the service of the desktop', () => {
    expect(titles.results.map(({ outcome }) => outcome)).toEqual(TITLES.map(() => 'sent'));
    expect(bodies.results.map(({ outcome }) => outcome)).toEqual(BODIES.map(() => 'sent'));
  });

  it.each(TITLES.map((title, at) => [title, at] as const))('arrives under the title %j', (title, at) => {
    expect(titles.notified[at]?.title.replace('\u200b', '')).toBe(title);
  });

  it.each(BODIES.map((body, at) => [body, at] as const))('shows the body %j', (body, at) => {
    const shown = bodies.history[at]?.body.replace('\u200b', '');
    expect(readMarkup(shown ?? '').trim()).toBe(body.trim());
  });

  it('sends a body as escaped text, so that nothing in it is a tag', () => {
    expect(bodies.notified[4]?.body).toBe('&lt;b&gt;bold&lt;/b&gt; &lt;img src="x"&gt; &amp; &amp;lt;');
  });
});

function readMarkup(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe.skipIf(!hasDesktop)(`a desktop${needs}`, () => {
  it('hears how urgent a message is, and runs nothing of its text', async () => {
    const marks = ['a', 'b', 'c', 'd'].map((name) => path(name));
    const hostile = marks.flatMap((mark, at) => {
      const text = [`$(touch ${mark})`, `\`touch ${mark}\``, `"; touch ${mark}; "`, `'; touch ${mark} #\\`][at] ?? '';
      return [{ title: text }, { body: text }, { title: `\\${text}`, body: `\\\\${text}` }];
    });
    const urgencies: Partial<ReminderMessage>[] = [{ urgency: 'low' }, { urgency: 'normal' }, { urgency: 'critical' }];
    const { notified } = await runInSession(script.file, [JSON.stringify([...hostile, ...urgencies])]);
    expect(notified).toHaveLength(hostile.length + urgencies.length);
    expect(notified.slice(-3).map(({ urgency }) => urgency)).toEqual([0, 1, 2]);
    expect(marks.filter((mark) => existsSync(mark))).toEqual([]);
  });

  it('that never answers is an error within 5 s, and given up at once when the sender is', async () => {
    const [waited, aborted] = await Promise.all([
      runInSession(script.file, ['[{}]'], { hangs: true }),
      runInSession(script.file, ['[{}]', '300'], { hangs: true }),
    ]);
    expect(waited.results).toMatchObject([
      { outcome: 'retry', error: 'The notification service did not answer within 4.5 s.' },
    ]);
    expect(waited.results[0]?.ms).toBeLessThan(onThisMachine(5_000));
    expect(aborted.results[0]?.ms).toBeLessThan(onThisMachine(1_500));
  });
});

describe('without a desktop', () => {
  async function sendWith(env: Readonly<Record<string, string>>) {
    const { stdout } = await execa(process.execPath, [script.file, '[{},{}]'], { env, extendEnv: false });
    return stdout.split('\n').map((line) => JSON.parse(line) as unknown);
  }

  it.skipIf(MISSING_PROGRAMS.includes('notify-send'))(
    'says that there is no session bus (needs notify-send)',
    async () => {
      const env = { PATH: process.env['PATH'] ?? '', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
      const none = { outcome: 'retry', error: 'There is no session bus to notify through.' };
      expect(await sendWith(env)).toMatchObject([none, none]);
    },
  );

  it('says that there is no notify-send', async () => {
    const none = { outcome: 'retry', error: 'notify-send is not installed (package libnotify-bin or libnotify).' };
    expect(await sendWith({ PATH: path('empty') })).toMatchObject([none, none]);
  });
});

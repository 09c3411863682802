import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import nodeNotifier from 'node-notifier';
import { oneLine } from '../../errors.ts';
import type { Channel, ReminderMessage, SendResult } from '../channel.ts';
import { findUserBus } from '../session-bus.ts';
import { formatBody, formatTitle } from './notification-text.ts';

export interface DesktopOptions {
  /** The environment of the process. node-notifier passes this one to notify-send and accepts no other. */
  readonly env: NodeJS.ProcessEnv;
  readonly timeLimitMs?: number;
}

/** notify-send waits 25 s for a hanging service; the caller must know within 5 s. */
const TIME_LIMIT_MS = 4_500;

/** Notifications of the desktop. `sent` means that the desktop has accepted one, not that somebody has seen it. */
export function createDesktopChannel({ env, timeLimitMs = TIME_LIMIT_MS }: DesktopOptions): Channel {
  return {
    name: 'desktop',
    async send(message, signal) {
      if (signal.aborted) return retry('Given up.');
      useUserBus(env);
      const ended = await notify(message, timeLimitMs, signal);
      return ended === null ? { outcome: 'sent' } : retry(ended);
    },
  };
}

function retry(error: string): SendResult {
  return { outcome: 'retry', error };
}

/** Shows a notification. Null where it was accepted, else the problem. */
function notify(message: ReminderMessage, timeLimitMs: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    let child: ChildProcess | undefined;
    const end = (error: string | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(error);
    };
    const giveUp = (error: string) => {
      end(error);
      if (child) stop(child);
    };
    const onAbort = () => giveUp('Given up.');
    const timer = setTimeout(
      () => giveUp(`The notification service did not answer within ${timeLimitMs / 1000} s.`),
      timeLimitMs,
    );
    signal.addEventListener('abort', onAbort);
    // node-notifier does not return its child process. This diagnostics channel does, so that a hanging one can be
    // stopped.
    const onProcess = (event: unknown) => {
      child ??= (event as { readonly process: ChildProcess }).process;
    };
    subscribe('child_process', onProcess);
    try {
      startNotifier(message, (error) => end(reasonOf(error)));
    } catch (error) {
      end(reasonOf(error));
    } finally {
      unsubscribe('child_process', onProcess);
    }
  });
}

function startNotifier(message: ReminderMessage, callback: (error: unknown) => void): void {
  const title = formatTitle(message.title);
  if (!hasNotifySend()) {
    // The notifier of macOS waits until its banner closes, which may take longer than our limit.
    nodeNotifier.notify({ title, message: message.body || ' ', timeout: 4 }, callback);
    return;
  }
  const notification = {
    title,
    message: formatBody(message.body),
    urgency: message.urgency,
    icon: 'appointment-soon',
    'app-name': 'numina',
    // In seconds. A notification about money stays until it is clicked away.
    timeout: message.urgency === 'critical' ? 0 : 20,
  };
  new nodeNotifier.NotifySend(NOTIFY_SEND).notify(notification, callback);
}

// node-notifier's own search for notify-send remembers a failure for ever, even where it is installed later.
const NOTIFY_SEND = { withFallback: false, suppressOsdCheck: true };

function hasNotifySend(): boolean {
  return platform() === 'linux' || platform().endsWith('bsd');
}

/** Outside of a session (cron, some services), the user's bus is still at its place under systemd. */
function useUserBus(env: NodeJS.ProcessEnv): void {
  if (env['DBUS_SESSION_BUS_ADDRESS'] || env['XDG_RUNTIME_DIR'] || platform() !== 'linux') return;
  const bus = findUserBus();
  if (bus !== null) env['DBUS_SESSION_BUS_ADDRESS'] = bus;
}

const KNOWN_REASONS: readonly (readonly [RegExp, string])[] = [
  [/not found|ENOENT/, 'notify-send is not installed (package libnotify-bin or libnotify).'],
  [/ServiceUnknown|was not provided by any/, 'No notification service runs in this session.'],
  [/autolaunch|could not connect|cannot connect|NoServer|no such file/i, 'There is no session bus to notify through.'],
  [/bad cpu type/i, 'The notifier of this package is made for Intel Macs and needs Rosetta.'],
];

/** The problem in an error; null where the notification was shown: with exit code 0, error output is only a warning. */
function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const command = 'cmd' in error ? String(error.cmd) : '';
  const text = error.message.replace('Command failed: ', '').replace(command, '').trim();
  const [, known] = KNOWN_REASONS.find(([pattern]) => pattern.test(text)) ?? [];
  return known ?? `The notification failed: ${oneLine(text) || 'no reason was given'}`;
}

/** Stops the shell and its notify-send, and closes their pipes, which would keep this process alive. */
function stop(child: ChildProcess): void {
  for (const pid of childrenOf(child.pid)) {
    try {
      process.kill(pid);
    } catch {
      // It has just ended.
    }
  }
  child.kill();
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}

function childrenOf(pid: number | undefined): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

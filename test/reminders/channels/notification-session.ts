import { spawnSync } from 'node:child_process';
import { execa } from 'execa';
import type { SendResult } from '../../../src/reminders/channel.ts';
import { patient } from '../../support/patience.ts';

/** What a notification service was asked to show, as it stood on the bus. */
export interface Notified {
  readonly icon: string;
  readonly title: string;
  readonly body: string;
  /** 0 low, 1 normal, 2 critical. */
  readonly urgency: number;
}

export interface Session {
  readonly results: readonly (SendResult & { readonly ms: number })[];
  readonly notified: readonly Notified[];
  /** What the service holds afterwards, oldest first. */
  readonly history: readonly { readonly summary: string; readonly body: string }[];
}

const NEEDED = ['dunst', 'dunstctl', 'xvfb-run', 'dbus-run-session', 'dbus-monitor', 'gdbus', 'notify-send'];

/** The programs of a desktop that are not installed here. */
export const MISSING_PROGRAMS = NEEDED.filter((name) => spawnSync('which', [name]).status !== 0);

/**
 * Runs a Node script (file and words) on a desktop of its own: a real notification service on a real session bus.
 * `hangs` stops the service first, as a debugger would: it owns its name and never answers.
 */
export async function runInSession(file: string, words: readonly string[], { hangs = false } = {}): Promise<Session> {
  const lines = [
    'dunst -config /dev/null >/dev/null 2>&1 & service=$!',
    'gdbus wait --session --timeout 10 org.freedesktop.Notifications',
    `dbus-monitor --session "type='method_call',member='Notify'" >"$LOG" & monitor=$!`,
    'until [ -s "$LOG" ]; do sleep 0.05; done',
    hangs ? 'kill -STOP $service' : ':',
    '"$@"',
    'kill -CONT $service',
    hangs ? ':' : 'echo; echo HISTORY; dunstctl close-all; sleep 0.1; dunstctl history',
    'sleep 0.2; kill $service $monitor; echo MONITOR; cat "$LOG"; rm "$LOG"',
  ];
  const script = `LOG=$(mktemp)\n${lines.join('\n')}`;
  const { stdout } = await execa(
    'xvfb-run',
    ['-a', 'dbus-run-session', '--', 'sh', '-c', script, 'sh', process.execPath, file, ...words],
    { env: { DUNSTRC: '/dev/null' }, stderr: 'ignore', timeout: patient(18_000) },
  );
  const [before = '', log = ''] = stdout.split('\nMONITOR\n');
  const [results = '', history = '{"data":[[]]}'] = before.split('\nHISTORY\n');
  return {
    results: results.trim().split('\n').filter(Boolean).map(parse),
    notified: readLog(log),
    history: readHistory(history),
  };
}

function parse(line: string): SendResult & { ms: number } {
  return JSON.parse(line) as SendResult & { ms: number };
}

/** The arguments of Notify: name, replaced id, icon, title, body, actions, hints. */
function readLog(log: string): Notified[] {
  const call =
    /member=Notify\n {3}string "numina"\n {3}uint32 0\n {3}string "(.*)"\n {3}string "(.*)"\n {3}string "([\s\S]*?)"\n {3}array \[\n {3}\]\n {3}array \[([\s\S]*?)\n {3}\]/g;
  return [...log.matchAll(call)].map(([, icon = '', title = '', body = '', hints = '']) => ({
    icon,
    title,
    body,
    urgency: Number(/string "urgency"\s+variant\s+byte (\d)/.exec(hints)?.[1]),
  }));
}

function readHistory(text: string): Session['history'] {
  interface Entry {
    readonly summary: { readonly data: string };
    readonly body: { readonly data: string };
  }
  const { data } = JSON.parse(text) as { readonly data: readonly (readonly Entry[])[] };
  return (data[0] ?? []).map(({ summary, body }) => ({ summary: summary.data, body: body.data })).reverse();
}

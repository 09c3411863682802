import { spawnSync } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One of those that run beside each other: `command` is timed, `prepare` is not. Where `isSlow`, it runs once; `now`
 * is the moment in which numina finds itself, where it is another than for all.
 * @typedef {{ name: string, command: string[], prepare?: () => void, budget?: string, isSlow?: boolean, now?: string }}
 *   Contestant
 */

/**
 * Times whole processes in turn, so that noise hits all alike, and prints of each the fastest run, the median, and how
 * the fastest compares with that of the first. Gives the fastest of each (ms).
 * @param {string} title @param {(Contestant | null)[]} entered null for one that is not installed
 * @param {{ runs: number, env: NodeJS.ProcessEnv }} options
 * @returns {Map<string, number>}
 */
export function race(title, entered, { runs, env }) {
  const contestants = entered.filter((each) => each !== null);
  const times = new Map(contestants.map(({ name }) => [name, []]));
  // The first turn fills the caches.
  for (let turn = -1; turn < runs; turn += 1) {
    for (const contestant of contestants) {
      if (contestant.isSlow && turn !== 0) continue;
      contestant.prepare?.();
      const ms = timeOf(contestant, env);
      if (turn >= 0) times.get(contestant.name).push(ms);
    }
  }
  console.log(`\n${title.padEnd(40)} fastest     median`);
  const [first] = inOrder(times.get(contestants[0].name));
  for (const { name, budget } of contestants) {
    const all = inOrder(times.get(name));
    const [fastest, median] = [all[0], all[Math.floor(all.length / 2)]];
    const ratio = `${(fastest / first).toFixed(2).padStart(7)} ×`;
    const aim = budget ? `  (budget ${budget})` : '';
    console.log(`  ${name.padEnd(34)} ${format(fastest)} ${format(median)} ${ratio}${aim}`);
  }
  return new Map([...times].map(([name, all]) => [name, Math.min(...all)]));
}

function inOrder(all) {
  return [...all].sort((a, b) => a - b);
}

function format(ms) {
  return `${ms.toFixed(1).padStart(7)} ms`;
}

function timeOf({ name, command: [file, ...words], now }, env) {
  const output = join(tmpdir(), `numina-bench-output-${process.pid}`);
  const began = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(file, words, {
    env: now ? { ...env, NUMINA_NOW: now } : env,
    stdio: ['ignore', openSync(output, 'w'), 'pipe'],
  });
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  rmSync(output);
  if (status !== 0) throw new Error(`${name}: ${error ?? stderr}`);
  return ms;
}

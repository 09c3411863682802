// How fast `numina serve` answers, with 10,000 bookings: each kind of request in turn, a slice of time each, so that noise
// hits all alike. What counts are shares of `/healthz` and of a list of one, not numbers. Nothing here is a test.
// `node bench/serve.js 10` takes ten rounds.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeBookings } from './make-bookings.js';

const BOOKINGS = 10_000;
const ROUNDS = Number(process.argv[2] ?? 6);
const SLICE_MS = 400;
const AT_ONCE = 8;
const program = join(import.meta.dirname, '..', 'bin', 'numina.js');
const folder = mkdtempSync(join(tmpdir(), 'numina-serve-'));
const env = { PATH: process.env.PATH, HOME: folder, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
const agent = new Agent({ keepAlive: true });

const numina = (...words) => execFileSync(process.execPath, [program, ...words], { env, encoding: 'utf8' });

async function start() {
  const running = spawn(process.execPath, [program, 'serve', '--port', '0', '--no-reminders'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await new Promise((resolve) => running.stdout.once('data', (said) => resolve([String(said)])));
  return { running, url: /http:\S+/.exec(line)[0] };
}

function ask(url, path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (piece) => {
        bytes += piece.length;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, bytes }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Requests a second by as many as `atOnce`. */
async function speedOf(kind, pid, atOnce = AT_ONCE) {
  const before = processorOf(pid);
  const beganAt = performance.now();
  let count = 0;
  const one = async () => {
    while (performance.now() - beganAt < SLICE_MS) {
      const { status } = await kind.ask();
      if (status !== kind.status) throw new Error(`${kind.name}: ${status}`);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  costs.set(kind.name, [...(costs.get(kind.name) ?? []), (processorOf(pid) - before) / count]);
  return (count * 1000) / (performance.now() - beganAt);
}

/** Time of the processor for each request, by its kind. */
const costs = new Map();

function prepare() {
  const file = join(folder, 'bench.db');
  env.NUMINA_DB = file;
  numina('book', 'First', 'tomorrow', '18:00');
  makeBookings(file, BOOKINGS, new Date(performance.timeOrigin + performance.now()));
  numina('streak');
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function main() {
  const token = numina('account', 'token', 'add', '--label', 'bench', '--scope', 'write', '--plain').trim();
  const beganAt = performance.now();
  const { running, url } = await start();
  await ask(url, '/healthz');
  const startMs = performance.now() - beganAt;
  const headers = { authorization: `Bearer ${token}` };
  const json = { ...headers, 'content-type': 'application/json' };
  let minute = 0;
  const tagOf = async (path) => ({ ...headers, 'if-none-match': (await ask(url, path, { headers })).headers.etag });
  const LIST = '/api/v1/bookings?limit=50&from=2020-01-01';
  const ICS = '/api/v1/calendar/export';
  const warm = ['/api/v1/bookings/streak', '/api/v1/bookings/stats', '/api/v1/calendar/month/2026-11', LIST, ICS];
  for (const path of warm) await ask(url, path, { headers });
  // The file is complete after a moment of rest; that looks like a change.
  await sleep(1000);
  const tags = { list: await tagOf(LIST), ics: await tagOf(ICS) };
  const get = (name, path, own = headers, status = 200) => ({
    name,
    status,
    ask: () => ask(url, path, { headers: own }),
  });
  const kinds = [
    get('health', '/healthz', {}),
    get('list of 50', LIST),
    get('month', '/api/v1/calendar/month/2026-11'),
    get('list of one', '/api/v1/bookings?limit=1'),
    get('unchanged list', LIST, tags.list, 304),
    get('unchanged .ics', ICS, tags.ics, 304),
    get('streak', '/api/v1/bookings/streak'),
  ];
  const post = {
    name: 'POST',
    status: 201,
    ask() {
      minute += 1;
      const startsAt = new Date(Date.UTC(2040, 0, 1, 0, minute * 90)).toISOString();
      return ask(url, '/api/v1/bookings', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ class: 'Bench', startsAt }),
      });
    },
  };
  const speeds = new Map();
  const note = (name, speed) => speeds.set(name, [...(speeds.get(name) ?? []), speed]);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const kind of kinds) note(kind.name, await speedOf(kind, running.pid));
  for (let round = 0; round < ROUNDS; round += 1) {
    note('list of one, alone', await speedOf(kinds[3], running.pid, 1));
    let isDone = false;
    const exporting = (async () => {
      while (!isDone) await ask(url, ICS, { headers });
    })();
    note('list of one beside an export', await speedOf(kinds[3], running.pid, 1));
    isDone = true;
    await exporting;
    note('list of one, for POST', await speedOf(kinds[3], running.pid));
    note(post.name, await speedOf(post, running.pid));
  }
  const of = (name) => median(speeds.get(name));
  const row = (name, other, aim) =>
    console.log(
      `${name.padEnd(30)} ${of(name).toFixed(0).padStart(7)}/s  ${(of(name) / of(other)).toFixed(2)} of ${other} (aim ${aim})`,
    );
  console.log(`health ${of('health').toFixed(0)}/s; start to first answer ${startMs.toFixed(0)} ms`);
  row('list of 50', 'health', 0.25);
  row('month', 'health', 0.25);
  row('unchanged list', 'health', 0.5);
  row('unchanged .ics', 'health', 0.5);
  row('POST', 'list of one, for POST', 0.06);
  row('list of one beside an export', 'list of one, alone', 0.3);
  row('streak', 'list of one', 0.25);
  for (const [name, each] of costs)
    console.log(`${name.padEnd(30)} ${median(each).toFixed(2).padStart(7)} ms of the processor`);
  console.log(`memory ${Math.round(memoryOf(running.pid) / 1024)} MB`);
  running.kill('SIGTERM');
  await new Promise((resolve) => running.on('close', resolve));
}

/** The time of the processor that the server has taken, in ms. */
function processorOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

try {
  prepare();
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// Whether reminders arrive, once and on time, and what the daemon costs while nothing happens: the real program, a
// real webhook on this machine, the ledger. Nothing here is a test. Takes five minutes; `kills`, `late` or `idle` as an
// argument runs that part alone.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { makeUpcoming } from './make-upcoming.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const program = join(import.meta.dirname, '..', 'bin', 'numina.js');

const nowMs = () => performance.timeOrigin + performance.now();

/** A person with a database and a webhook, who is reminded an hour before each class. */
class Home {
  #folder = mkdtempSync(join(tmpdir(), 'numina-reminders-'));
  #env = { PATH: process.env.PATH, HOME: this.#folder, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
  database = join(this.#folder, 'numina.db');

  numina(...words) {
    return execFileSync(process.execPath, [program, '--db', this.database, ...words], { env: this.#env });
  }

  startDaemon() {
    const words = [program, '--db', this.database, 'daemon', 'run'];
    return spawn(process.execPath, words, { env: this.#env, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  query(sql) {
    const db = new Database(this.database, { readonly: true });
    const rows = db.prepare(sql).all();
    db.close();
    return rows;
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Answers after `answersInMs`, and remembers of which booking every message was. */
async function startWebhook(answersInMs) {
  const bookingIds = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bookingIds.push(JSON.parse(body).bookingId);
    await sleep(answersInMs);
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { bookingIds, url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

async function withHome(answersInMs, work) {
  const home = new Home();
  const webhook = await startWebhook(answersInMs);
  try {
    home.numina('reminders', 'set', '--before', '1h', '--via', 'webhook');
    home.numina('config', 'set', 'webhook.url', webhook.url);
    await work(home, webhook.bookingIds);
  } finally {
    webhook.stop();
    home.remove();
  }
}

/** Starts of `count` classes whose reminders fall due evenly within `withinMs`. */
function startsOf(count, fromMs, withinMs) {
  return Array.from({ length: count }, (_, index) => Math.round(fromMs + HOUR + (index * withinMs) / count));
}

async function end(daemon, signal) {
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill(signal);
  await ended;
}

/** Until every reminder is settled, or half a minute is over. */
async function settled(home, count) {
  const rows = "select 1 from reminder_ledger where state not in ('pending', 'sending')";
  for (let tries = 0; tries < 60 && home.query(rows).length < count; tries += 1) await sleep(SECOND / 2);
}

const [REMINDERS, KILLS] = [1000, 40];

function measureKills() {
  // Slow enough that about every second kill strikes while a message is under way.
  return withHome(25, async (home, received) => {
    const ids = makeUpcoming(home.database, startsOf(REMINDERS, nowMs() + 3 * SECOND, 45 * SECOND));
    let daemon = home.startDaemon();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(SECOND * (0.4 + 1.4 * Math.random()));
      await end(daemon, 'SIGKILL');
      daemon = home.startDaemon();
    }
    await settled(home, REMINDERS);
    await end(daemon, 'SIGTERM');

    const times = new Map(ids.map((id) => [id, received.filter((each) => each === id).length]));
    const entries = home.query('select booking_id, state, attempts, may_have_arrived from reminder_ledger');
    const states = new Map();
    for (const { state } of entries) states.set(state, (states.get(state) ?? 0) + 1);
    const isWrong = ({ booking_id, state, attempts, may_have_arrived }) =>
      (state === 'sent') !== times.get(booking_id) > 0 ||
      times.get(booking_id) > attempts ||
      (times.get(booking_id) > 1 && may_have_arrived === 0);
    const repeated = entries.filter(({ attempts }) => attempts > 1).length;
    console.log(`\n${REMINDERS} reminders fall due while the daemon is killed ${KILLS} times`);
    print('lost', [...times.values()].filter((count) => count === 0).length, 'budget 0');
    print('duplicates', received.length - new Set(received).size, `budget ${KILLS}`);
    print('tried again after a kill', repeated, 'in the ledger');
    print('entries', [...states].map(([state, count]) => `${count} ${state}`).join(', '));
    print(
      'entries that do not tell the truth',
      entries.filter(isWrong).length + REMINDERS - entries.length,
      'budget 0',
    );
  });
}

function measureLateness() {
  return withHome(0, async (home) => {
    const daemon = home.startDaemon();
    await sleep(2 * SECOND);
    makeUpcoming(home.database, startsOf(200, nowMs() + 6 * SECOND, 60 * SECOND));
    await sleep(66 * SECOND);
    await settled(home, 200);
    await end(daemon, 'SIGTERM');
    const late = home
      .query("select due_at, sent_at from reminder_ledger where state = 'sent'")
      .map(({ due_at, sent_at }) => Date.parse(sent_at) - Date.parse(due_at))
      .sort((a, b) => a - b);
    console.log('\n200 bookings with reminders due within one minute: sent − due, from the ledger');
    print('sent', late.length);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
      ['max', 1],
    ]) {
      print(name, `${late[Math.ceil(late.length * share) - 1]} ms`, name === 'p99' ? 'budget 5000 ms' : '');
    }
  });
}

function measureIdle() {
  return withHome(0, async (home) => {
    // Every two hours from the day after tomorrow on: nothing falls due meanwhile.
    makeUpcoming(home.database, startsOf(10_000, nowMs() + 48 * HOUR, 20_000 * HOUR));
    const daemon = home.startDaemon();
    await sleep(10 * SECOND);
    const atStart = usageOf(daemon.pid);
    let most = atStart.megabytes;
    for (let second = 0; second < 120; second += 1) {
      await sleep(SECOND);
      most = Math.max(most, usageOf(daemon.pid).megabytes);
    }
    const atEnd = usageOf(daemon.pid);
    await end(daemon, 'SIGTERM');
    console.log('\nIdle for two minutes with 10,000 upcoming bookings');
    print('CPU to start', `${atStart.cpuMs} ms`);
    print('CPU idle', `${((atEnd.cpuMs - atStart.cpuMs) / 1200).toFixed(3)} %`, 'of a core, budget 0.2 %');
    print('memory, the most after 10 s', `${most.toFixed(1)} MB`, 'budget 90 MB');
    print('memory at the end', `${atEnd.megabytes.toFixed(1)} MB`);
    print('memory, the most ever', `${atEnd.peakMegabytes.toFixed(1)} MB`);
  });
}

/** What Linux says of a process. A tick is 10 ms; the second field of `stat` may hold spaces and ends with a bracket. */
function usageOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) / 1024;
  return {
    cpuMs: 10 * (Number(fields[11]) + Number(fields[12])),
    megabytes: megabytes('VmRSS'),
    peakMegabytes: megabytes('VmHWM'),
  };
}

function print(name, value, remark = '') {
  console.log(`  ${name.padEnd(36)} ${String(value).padStart(12)}  ${remark}`.trimEnd());
}

const parts = { kills: measureKills, late: measureLateness, idle: measureIdle };
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)) await parts[name]();

import type { Session } from '../app.ts';
import type { ServerHealth } from '../db/postgres/server-status.ts';
import { systemClock } from '../time/clock.ts';
import { command, words } from '../words.ts';
import { bad, type Check, good, undecided, type Verdict } from './verdict.ts';

const LEAST_VERSION = 150_000;
/** Reminders go out within seconds, so clocks may not differ by more (ms). */
const MOST_AHEAD_MS = 2000;
/** A command asks a handful of questions one after another (ms). */
const SLOW_MS = 100;

/** Checks of a server and of the database at it. `isReadable` tells whether features may read it. */
export function serverChecks({ process: { databasePlace, serverAccess } }: Session): {
  readonly checks: readonly Check[];
  readonly isReadable: () => Promise<boolean>;
} {
  let asking: Promise<ServerHealth> | undefined;
  async function ask(): Promise<ServerHealth> {
    const { readServerHealth } = await import('../db/postgres/server-status.ts');
    return readServerHealth(databasePlace().path, serverAccess(), () => systemClock.now());
  }
  const asked = (): Promise<ServerHealth> => (asking ??= ask());
  const within = (look: (found: ServerHealth) => Verdict) => async (): Promise<Verdict> => {
    const found = await asked().catch(() => null);
    return found ? look(found) : undecided('Not looked at: the server cannot be asked.');
  };
  return {
    checks: [
      { name: 'database', look: async () => lookAtDatabase(await asked()) },
      { name: 'server', look: within(lookAtVersion) },
      { name: 'schema', look: within(lookAtSchema) },
      { name: 'row-security', look: within(lookAtRowSecurity) },
      { name: 'server-clock', look: within(lookAtClock) },
      { name: 'latency', look: within(lookAtLatency) },
      { name: 'encryption', look: within(lookAtEncryption) },
    ],
    isReadable: async () => (await asked().catch(() => null))?.schema === 'newest',
  };
}

function lookAtDatabase({ place, accounts }: ServerHealth): Verdict {
  return good(`${place} answers: ${accounts === 1 ? '1 account' : `${accounts.toLocaleString('en')} accounts`}.`);
}

function lookAtVersion({ version, versionNumber }: ServerHealth): Verdict {
  return versionNumber >= LEAST_VERSION
    ? good(`The server is PostgreSQL ${version}.`)
    : bad(`The server is PostgreSQL ${version}; numina needs 15 or later.`, 'Have the server upgraded.');
}

function lookAtSchema({ schema, migration }: ServerHealth): Verdict {
  switch (schema) {
    case 'newest':
      return good(`It is of this numina (${migration}).`);
    case 'older':
      return bad(
        `It is of an older numina (${migration}).`,
        words`Upgrade numina everywhere, then run ${command('db migrate')}.`,
      );
    case 'newer':
      return bad(`It is of a newer numina (${migration}).`, 'Update numina; this one does not touch it.');
    case 'none':
      return bad('There are no tables of numina in it.', words`${command('db init')} makes them.`);
  }
}

function lookAtRowSecurity({ schema, role, isBound, unprotected }: ServerHealth): Verdict {
  if (schema === 'none') return undecided('There are no tables to protect yet.');
  if (unprotected.length > 0) {
    return bad(
      `Row-level security does not protect ${unprotected.join(', ')}.`,
      'As their owner, run: alter table NAME enable row level security, force row level security',
    );
  }
  if (isBound) return good(`Row-level security holds for every table and for the role ${role}.`);
  return bad(
    `The role ${role} passes row-level security by, so only the queries keep accounts apart.`,
    words`Log in as a role of less power, which ${command('db init')} makes.`,
  );
}

function lookAtClock({ aheadMs }: ServerHealth): Verdict {
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  if (Math.abs(aheadMs) <= MOST_AHEAD_MS) return good('The clock of the server agrees with this one.');
  const way = aheadMs > 0 ? 'ahead of' : 'behind';
  return bad(`The clock of the server is ${seconds} s ${way} this one.`, 'Let both keep time by NTP.');
}

function lookAtLatency({ latencyMs }: ServerHealth): Verdict {
  const said = `The server answers in ${latencyMs < 10 ? latencyMs.toFixed(1) : Math.round(latencyMs)} ms.`;
  return latencyMs <= SLOW_MS
    ? good(said)
    : bad(
        `${said.slice(0, -1)}: every command waits for several answers.`,
        'Use a nearer server, or a better network.',
      );
}

function lookAtEncryption({ tls, isHere }: ServerHealth): Verdict {
  if (tls !== null) return good(`The connection is encrypted (${tls}).`);
  if (isHere) return good('The server is on this machine; nothing goes over a network.');
  return bad(
    'The connection is not encrypted.',
    'Leave sslmode=disable out of the address; without it the server must prove who it is.',
  );
}

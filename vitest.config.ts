import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { SUITES, storiesOfEngine } from './test/suites.ts';
import { SERVER_PROGRAMS } from './test/support/server-programs.ts';

/** What `node -e 0` takes on an idle machine, in ms. */
const IDLE_START_MS = 40;

/** Work of the processor, in ms, that shows what share of it the tests get. */
const SHARE_MS = 150;

/** How much slower the machine is than an idle one: by itself, and for what others do on it meanwhile. */
function measureSlowness(): number {
  const starts = [1, 2, 3].map(() => {
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - began;
  });
  // A process that has just begun is served first; one that works for long gets its share.
  const began = performance.now();
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < SHARE_MS * 1000);
  const share = (performance.now() - began) / SHARE_MS;
  return Math.min(Math.max((starts.sort((a, b) => a - b)[1] ?? 0) / IDLE_START_MS, share, 1), 12);
}

// Workers inherit it; a run that measured it already keeps it.
process.env['NUMINA_TEST_SLOWNESS'] ??= String(measureSlowness());
const patience = 3 * Number(process.env['NUMINA_TEST_SLOWNESS']);

/** A row of `test/suites.ts`, or what no row names. */
function suite(name: string, include: readonly string[], exclude: readonly string[] = []): TestProjectConfiguration {
  return { extends: true, test: { name, include: [...include], exclude: [...configDefaults.exclude, ...exclude] } };
}

const isOnServer = process.env['NUMINA_TEST_ENGINE'] === 'postgres';
/** At a server, `main` runs what opens a store. */
const ofMain = isOnServer ? storiesOfEngine(import.meta.dirname) : ['test/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      suite('main', ofMain, Object.values(SUITES).flat()),
      ...Object.entries(SUITES).map(([name, files]) => suite(name, files)),
    ],
    // Files share a process and what it has loaded: half of the time went to loading the same modules again. No test may
    // leave anything behind in them.
    pool: 'forks',
    isolate: false,
    ...(isOnServer && SERVER_PROGRAMS === null ? { runner: './test/support/without-server.ts' } : {}),
    // One more than there are cores: many tests wait for a daemon's next look, a time limit, another program.
    maxWorkers: availableParallelism() + 1,
    // One line a file, whoever looks on.
    reporters: ['default'],
    slowTestThreshold: Number.POSITIVE_INFINITY,
    setupFiles: ['test/support/property-seed.ts'],
    globalSetup: ['test/support/build-once.ts', 'test/support/postgres.ts'],
    testTimeout: 20_000 * patience,
    hookTimeout: 10_000 * patience,
    expect: { poll: { timeout: 5000 * patience } },
  },
});

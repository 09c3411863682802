import { TestRunner, test } from 'vitest';

/** Runs no test where there is no server for them: each file says by name what it needs. */
// biome-ignore lint/style/noDefaultExport: vitest takes it by this name.
export default class WithoutServer extends TestRunner {
  override importFile(file: string, source: 'collect' | 'setup'): unknown {
    if (source === 'setup') return super.importFile(file, source);
    return test.skip('the stories of this file on a server (needs PostgreSQL)', () => undefined);
  }
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { execaNode } from 'execa';

const ROOT = join(import.meta.dirname, '..', '..');

/** A TypeScript file built as a program, for tests that need several processes. */
export interface Script {
  readonly file: string;
  run(...words: readonly string[]): ReturnType<typeof runNode>;
  remove(): void;
}

function runNode(file: string, words: readonly string[]) {
  return execaNode(file, words, { reject: false, env: { NODE_EXTRA_CA_CERTS: '' } });
}

/** Bundles `entry` (a path in test/) into a file that Node runs; `name` must be unique among scripts. */
export async function buildScript(entry: string, name: string): Promise<Script> {
  // Below node_modules, so that it finds the native package.
  const outfile = join(ROOT, 'node_modules', '.cache', 'numina-test', `${name}-${process.pid}.cjs`);
  await build({
    entryPoints: [join(ROOT, 'test', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['better-sqlite3'],
    define: { 'import.meta.filename': '__filename' },
    logLevel: 'error',
  });
  return {
    file: outfile,
    run: (...words) => runNode(outfile, words),
    remove: () => rmSync(outfile, { force: true }),
  };
}

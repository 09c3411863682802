// The program in two files. `numina.cjs` holds what the commands of every day load; `seldom.cjs` holds everything else, and is
// loaded by the first import of a part of it. A start touches only the memory of the first, and touched memory is what a
// start costs most (docs/decisions/0017).
//
// The first floor is all that follows from `src/main.ts` by imports that are no import() of a seldom module, so it never
// needs the second but by an import(). The second takes modules of the first from there: each module exists once.
import { join } from 'node:path';
import { build } from 'esbuild';

const FIRST = './numina.cjs';
const SECOND = './seldom.cjs';

/** Both files as options of esbuild's `build`. `isSeldom` is asked of the target of each import(), by its path from the root. */
export async function planFloors({ banner, ...rest }, isSeldom) {
  // As modules are; the entries below are not TypeScript, so esbuild does not say it.
  const options = { ...rest, banner: { js: `${banner.js}"use strict";` } };
  const root = options.absWorkingDir;
  const { metafile } = await build({ ...options, entryPoints: ['src/main.ts'], write: false, outfile: 'whole.cjs' });
  const first = new Set();
  /** Seldom modules that the first floor asks for. */
  const doors = new Set();
  const visit = (path) => {
    if (first.has(path)) return;
    first.add(path);
    for (const { path: target, kind, external } of metafile.inputs[path].imports) {
      if (external) continue;
      if (kind === 'dynamic-import' && isSeldom(target)) doors.add(target);
      else visit(target);
    }
  };
  visit('src/main.ts');
  for (const path of first) doors.delete(path);

  // What a plugin wrote only names others, and stands in both.
  const isWritten = (path) => /^[a-z-]+:/.test(path);
  const second = Object.keys(metafile.inputs).filter((path) => !first.has(path) || isWritten(path));
  const asked = new Set(second.flatMap((path) => metafile.inputs[path].imports.map((each) => each.path)));
  const taken = [...asked].filter((path) => first.has(path) && !isWritten(path));
  const namesOf = await exportsOf(options, taken, metafile);
  return [
    {
      ...options,
      stdin: { contents: firstEntry(taken), resolveDir: root, sourcefile: 'first-floor.js' },
      plugins: [seldomBehindDoors(root, doors), ...options.plugins],
    },
    {
      ...options,
      stdin: { contents: roomsOf(doors), resolveDir: root, sourcefile: 'second-floor.js' },
      plugins: [takenFromFirst(root, namesOf), ...options.plugins],
    },
  ];
}

const firstEntry = (taken) => `export { main } from './src/main.ts';\n${roomsOf(taken)}`;

/** Each module is evaluated when it is asked for. */
function roomsOf(paths) {
  return `export const rooms = {${[...paths].map((path) => `'${path}': () => require('./${path}')`).join(',\n')}};`;
}

/** On the first floor: an import() of a seldom module is one of the second file. */
function seldomBehindDoors(root, doors) {
  return {
    name: 'seldom-behind-doors',
    setup(plugin) {
      onResolved(plugin, root, ({ kind }, path) => kind === 'dynamic-import' && doors.has(path), 'seldom');
      plugin.onLoad({ filter: /.*/, namespace: 'seldom' }, ({ path }) => ({
        contents: `module.exports = require('${SECOND}').rooms['${path}']()`,
      }));
      plugin.onResolve({ filter: /^\.\/seldom\.cjs$/ }, () => ({ path: SECOND, external: true }));
    },
  };
}

/** On the second floor: what the first has is taken from it, by names where it has names, so that its use costs no detour. */
function takenFromFirst(root, namesOf) {
  return {
    name: 'taken-from-first',
    setup(plugin) {
      onResolved(plugin, root, (_, path) => namesOf.has(path), 'first');
      plugin.onLoad({ filter: /.*/, namespace: 'first' }, ({ path }) => {
        const module = `require('${FIRST}').rooms['${path}']()`;
        const names = namesOf.get(path);
        if (names === null) return { contents: `module.exports = ${module}` };
        const exported = names.map((name, index) => `const _${index} = m.${name};\nexport { _${index} as ${name} };`);
        return { contents: `const m = ${module};\n${exported.join('\n')}` };
      });
      plugin.onResolve({ filter: /^\.\/numina\.cjs$/ }, () => ({ path: FIRST, external: true }));
    },
  };
}

/** Sends to a namespace what esbuild would resolve to a path from the root that `belongs`. */
function onResolved({ onResolve, resolve }, root, belongs, namespace) {
  onResolve({ filter: /.*/ }, async (asked) => {
    const { path: text, pluginData, ...rest } = asked;
    if (pluginData === namespace || asked.kind === 'entry-point' || asked.namespace === namespace) return null;
    const found = await resolve(text, { ...rest, pluginData: namespace });
    if (found.errors.length > 0 || found.external || found.namespace !== 'file') return found;
    const path = found.path.slice(join(root, '/').length);
    return belongs(asked, path) ? { path, namespace } : found;
  });
}

/** The names that each module exports; null for CommonJS, which has none. */
async function exportsOf(options, paths, { inputs }) {
  const modules = paths.filter((path) => inputs[path].format === 'esm');
  const { metafile } = await build({
    ...options,
    entryPoints: modules,
    bundle: false,
    external: undefined,
    banner: {},
    footer: {},
    format: 'esm',
    write: false,
    outdir: 'names',
  });
  const names = Object.values(metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]);
  return new Map([...paths.map((path) => [path, null]), ...names]);
}

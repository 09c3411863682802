// The program in several files, as floors of a house: `numina.cjs` holds what the commands of every day load, and each further
// one is loaded by the first import() of a part of it. A start touches only the memory of what it needs, and touched memory is
// what a start costs most (docs/decisions/0017).
//
// A floor is all that follows from its beginnings by imports that are no import() of a module of a later floor, so it needs
// those only by an import(). It takes modules of earlier floors from there: each module exists once.
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * The files as options of esbuild's `build`, one for each of `floors`. `isHere` is asked of the target of each import(), by
 * its path from the root; what no floor takes is on the last.
 * @param {import('esbuild').BuildOptions} given
 * @param {readonly { file: string, isHere?: (path: string) => boolean }[]} floors
 */
export async function planFloors({ banner, ...rest }, floors) {
  // As modules are; the entries below are not TypeScript, so esbuild does not say it.
  const options = { ...rest, banner: { js: `${banner.js}"use strict";` } };
  const { metafile } = await build({ ...options, entryPoints: ['src/main.ts'], write: false, outfile: 'whole.cjs' });
  const floorOf = assign(metafile, floors);
  const asked = askedAcross(metafile, floorOf);
  const namesOf = await exportsOf(options, asked, metafile);
  return floors.map((_, index) => {
    const rooms = roomsOf(asked.filter((path) => floorOf.get(path) === index));
    const contents = index === 0 ? `export { main } from './src/main.ts';\n${rooms}` : rooms;
    return {
      ...options,
      stdin: { contents, resolveDir: options.absWorkingDir, sourcefile: `floor-${index}.js` },
      plugins: [otherFloors(options.absWorkingDir, floors, floorOf, namesOf, index), ...options.plugins],
    };
  });
}

// What a plugin wrote only names others, and stands on every floor that wants it.
const isWritten = (path) => /^[a-z-]+:/.test(path);

/** The number of the floor of each module. */
function assign({ inputs }, floors) {
  const floorOf = new Map();
  let doors = new Set(['src/main.ts']);
  for (const [index, { isHere = () => true }] of floors.entries()) {
    const later = new Set();
    const visit = (path) => {
      if (floorOf.has(path) || isWritten(path)) return;
      floorOf.set(path, index);
      for (const { path: target, kind, external } of inputs[path].imports) {
        if (external) continue;
        if (kind === 'dynamic-import' && !isHere(target)) later.add(target);
        else visit(target);
      }
    };
    for (const door of doors) {
      if (index === 0 || isHere(door)) visit(door);
      else later.add(door);
    }
    doors = later;
  }
  return floorOf;
}

/** The modules that another floor asks for. */
function askedAcross({ inputs }, floorOf) {
  const asked = new Set();
  for (const [path, { imports }] of Object.entries(inputs)) {
    for (const { path: target, external } of imports) {
      if (!external && floorOf.has(target) && floorOf.get(path) !== floorOf.get(target)) asked.add(target);
    }
  }
  return [...asked];
}

/** Each module is evaluated when it is asked for. */
function roomsOf(paths) {
  return `export const rooms = {${paths.map((path) => `'${path}': () => require('./${path}')`).join(',\n')}};`;
}

/**
 * What another floor has is taken from there: from an earlier one by names where it has names, so that its use costs no
 * detour.
 */
function otherFloors(root, floors, floorOf, namesOf, own) {
  return {
    name: 'other-floors',
    setup(plugin) {
      for (const { file } of floors) {
        const filter = new RegExp(`^\\./${file.replace('.', '\\.')}$`);
        plugin.onResolve({ filter }, ({ path }) => ({ path, external: true }));
      }
      plugin.onResolve({ filter: /.*/ }, async ({ path: text, pluginData, ...asked }) => {
        if (pluginData === OTHER || asked.kind === 'entry-point' || asked.namespace === OTHER) return null;
        const found = await plugin.resolve(text, { ...asked, pluginData: OTHER });
        if (found.errors.length > 0 || found.external || found.namespace !== 'file') return found;
        const path = found.path.slice(join(root, '/').length);
        const floor = floorOf.get(path);
        return floor === undefined || floor === own ? found : { path, namespace: OTHER };
      });
      plugin.onLoad({ filter: /.*/, namespace: OTHER }, ({ path }) => {
        const floor = floorOf.get(path);
        const module = `require('./${floors[floor].file}').rooms['${path}']()`;
        const names = namesOf.get(path);
        if (floor > own || names === null) return { contents: `module.exports = ${module}` };
        const exported = names.map((name, index) => `const _${index} = m.${name};\nexport { _${index} as ${name} };`);
        return { contents: `const m = ${module};\n${exported.join('\n')}` };
      });
    },
  };
}

const OTHER = 'other-floor';

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

// Libraries of which the program needs a part: what is left out of a bundle is memory that a start does not touch.
import { join } from 'node:path';
import { build } from 'esbuild';

const libraries = join(import.meta.dirname, '..', 'node_modules');

// What imapflow loads for work that numina never asks of it: a log, proxies, texts out of decoded mails, and the tables of
// encodings other than that of folder names. It is four fifths of its size. See docs/decisions/0016.
const UNUSED_BY_IMAP = /^(?:pino|socks|libmime|libqp|libbase64|encoding-japanese|@zone-eu\/mailsplit(?:\/.*)?)$/;

export const imapAlone = {
  name: 'imap-alone',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED_BY_IMAP }, ({ path }) => ({ path, namespace: 'unused' }));
    onResolve({ filter: /\/tables\/[\w-]+\.json$/ }, ({ path, importer }) =>
      importer.includes('/iconv-lite/') ? { path, namespace: 'unused' } : null,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: unusedModule(path) }));
  },
};

// What pg has for other drivers and places, and what numina has of its own: a reader of the password file, of addresses, and
// of values. Of the driver it uses the client alone, without its pool.
const UNUSED_BY_PG = /^(?:dns|pg-cloudflare|pg-connection-string|pgpass)$/;

const INSTEAD_IN_PG = {
  // Asked at the start, for a setting that numina leaves alone.
  'pg-types': 'exports.getTypeParser = () => String;',
  // To find out whether it runs at Cloudflare, pg makes a Response, for which Node loads all of fetch: 1,200 pages.
  './stream': `exports.getStream = () => new (require('net').Socket)();
exports.getSecureStream = (options) => require('tls').connect(options);`,
};

export const pgAlone = {
  name: 'pg-alone',
  setup({ onResolve, onLoad }) {
    const client = join(libraries, 'pg/lib/client.js');
    const secrets = join(libraries, 'pg/lib/crypto/utils.js');
    onResolve({ filter: /^pg$/ }, () => ({ path: join(libraries, 'pg/of-pg.js') }));
    onLoad({ filter: /\/of-pg\.js$/ }, () => ({
      contents: `exports.Client = require(${JSON.stringify(client)});`,
      resolveDir: libraries,
    }));
    onResolve({ filter: UNUSED_BY_PG }, ({ path, importer }) =>
      importer.includes('/pg/lib/') ? { path, namespace: 'unused' } : null,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: unusedModule(path) }));
    onResolve({ filter: /^(?:pg-types|\.\/stream)$/ }, ({ path, importer }) =>
      importer.includes('/pg/lib/') ? { path, namespace: 'instead' } : null,
    );
    onLoad({ filter: /.*/, namespace: 'instead' }, ({ path }) => ({ contents: INSTEAD_IN_PG[path] }));
    // Node's own cryptography takes 100 pages: for a server that asks for a password.
    onResolve({ filter: /\/utils$/ }, ({ path, importer, namespace }) =>
      namespace === 'file' && (/\/pg\/lib\/crypto\//.test(importer) || path === './crypto/utils')
        ? { path, namespace: 'later' }
        : null,
    );
    onLoad({ filter: /.*/, namespace: 'later' }, () => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require(${JSON.stringify(secrets)})[name] });`,
      resolveDir: libraries,
    }));
  },
};

/** Says at the first use that it is not there. */
function unusedModule(path) {
  const use = `()=>{throw new Error(${JSON.stringify(`${path} is not part of numina.`)})}`;
  return `module.exports=new Proxy(function(){},{get:(_,name)=>name==="__esModule"?false:${use},construct:${use},apply:${use}});`;
}

// commander starts executables as subcommands, which numina has none of: node:child_process (5 ms, it
// brings the network code) is loaded by the first use instead of by every start.
export const lazyChildProcess = {
  name: 'lazy-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/commander/') ? { path: 'child_process', namespace: 'lazy' } : null,
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: `module.exports = { get spawn() { return require('node:child_process').spawn; } };`,
    }));
  },
};

// kysely's own entry evaluates 257 modules at every start, for four kinds of database. This is what numina uses of it, as one
// module.
const OF_KYSELY = {
  Kysely: 'kysely.js',
  sql: 'raw-builder/sql.js',
  CompiledQuery: 'query-compiler/compiled-query.js',
  Migrator: 'migration/migrator.js',
  SqliteAdapter: 'dialect/sqlite/sqlite-adapter.js',
  SqliteDriver: 'dialect/sqlite/sqlite-driver.js',
  SqliteIntrospector: 'dialect/sqlite/sqlite-introspector.js',
  SqliteQueryCompiler: 'dialect/sqlite/sqlite-query-compiler.js',
};
// What is in it anyway, and the dialect of PostgreSQL uses.
const SHARED = {
  BinaryOperationNode: 'operation-node/binary-operation-node.js',
  CastNode: 'operation-node/cast-node.js',
  DataTypeNode: 'operation-node/data-type-node.js',
  DefaultQueryCompiler: 'query-compiler/default-query-compiler.js',
  DialectAdapterBase: 'dialect/dialect-adapter-base.js',
  OperationNodeTransformer: 'operation-node/operation-node-transformer.js',
  OperatorNode: 'operation-node/operator-node.js',
  PrimitiveValueListNode: 'operation-node/primitive-value-list-node.js',
  Transaction: 'kysely.js',
  ValueListNode: 'operation-node/value-list-node.js',
  ValueNode: 'operation-node/value-node.js',
  freeze: 'util/object-utils.js',
};
// What it uses beside that: not in the file of every start.
const OF_POSTGRES = {
  PostgresAdapter: 'dialect/postgres/postgres-adapter.js',
  PostgresQueryCompiler: 'dialect/postgres/postgres-query-compiler.js',
  HandleEmptyInListsPlugin: 'plugin/handle-empty-in-lists/handle-empty-in-lists-plugin.js',
  replaceWithNoncontingentExpression: 'plugin/handle-empty-in-lists/handle-empty-in-lists.js',
};

export const kyselyAsOne = {
  name: 'kysely-as-one',
  setup({ onResolve, onLoad, initialOptions: { target } }) {
    onResolve({ filter: /^kysely$|\/of-(?:kysely|postgres)\.js$/ }, ({ path, importer }) => {
      const isOfServer = /of-postgres\.js$/.test(path) || /\/db\/postgres\/dialect\.ts$/.test(importer);
      return { path: join(libraries, `kysely/${isOfServer ? 'of-postgres' : 'of-kysely'}.js`) };
    });
    onLoad({ filter: /of-(?:kysely|postgres)\.js$/ }, async ({ path }) => {
      const isOfServer = path.endsWith('of-postgres.js');
      const names = Object.entries(isOfServer ? OF_POSTGRES : { ...OF_KYSELY, ...SHARED }).map(
        ([name, file]) => `export { ${name} } from './dist/esm/${file}';`,
      );
      const { outputFiles } = await build({
        stdin: { contents: names.join('\n'), resolveDir: join(libraries, 'kysely') },
        bundle: true,
        format: 'esm',
        target,
        write: false,
        plugins: isOfServer ? [sharedKysely] : [],
      });
      return { contents: outputFiles[0].text, resolveDir: join(libraries, 'kysely') };
    });
  },
};

/** In what PostgreSQL alone uses: the rest of kysely is where SQLite has it. */
const sharedKysely = {
  name: 'shared-kysely',
  setup({ onResolve }) {
    const others = [...Object.values(OF_KYSELY), ...Object.values(SHARED)].map((file) => file.split('/').at(-1));
    onResolve({ filter: /^\.\.\// }, ({ path }) =>
      others.includes(path.split('/').at(-1)) ? { path: './of-kysely.js', external: true } : null,
    );
  },
};

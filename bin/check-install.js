// Runs at the end of an installation. better-sqlite3 is an optional dependency only so that npm goes on without it to
// here, where one line says what is missing, instead of the pages of its compiler.
try {
  const Database = require('better-sqlite3');
  new Database(':memory:').close();
} catch {
  process.stderr.write(
    "numina: better-sqlite3 could neither be fetched as a binary nor compiled: allow the download, or install Python 3, make, a C++ compiler and Node's headers (npm_config_nodedir=FOLDER names them), and install again (--foreground-scripts shows what went wrong).\n",
  );
  process.exitCode = 1;
}

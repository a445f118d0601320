// Loads the extension awscost, which lies beside this file, into a database that is open.
//
// node:sqlite switches extension loading on and off for each database: it is on while the extension is loaded and off
// afterwards. better-sqlite3 and libsql have no such switch.
//
//   const { DatabaseSync } = require('node:sqlite');
//   const database = new DatabaseSync(':memory:', { allowExtension: true });
//   require('sqlite-awscost').load(database);
//   database.prepare("SELECT awscost_config('connector', 'sandbox')").get();     // invented costs, nothing is sent
//   database.prepare("SELECT service, unblended_cost FROM ce_cost_and_usage('service') LIMIT 5").all();
'use strict';

const path = require('node:path');

function loadablePath() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('sqlite-awscost has a binary for linux-x64 only and this is ' +
      `${process.platform}-${process.arch}: build the extension from its source and load it by its path.`);
  }
  return path.join(__dirname, 'awscost.so');
}

function load(database) {
  if (typeof database?.loadExtension !== 'function') {
    throw new TypeError('The database has no method loadExtension: open it by better-sqlite3, libsql or node:sqlite.');
  }
  const extension = loadablePath();
  if (typeof database.enableLoadExtension !== 'function') {
    database.loadExtension(extension);
    return;
  }
  try {
    database.enableLoadExtension(true);
  } catch (error) {
    throw new Error('The database loads no extension: open it by ' +
      `new DatabaseSync(path, { allowExtension: true }). node:sqlite says: ${error.message}`, { cause: error });
  }
  try {
    database.loadExtension(extension);
  } finally {
    database.enableLoadExtension(false);
  }
}

// One by one, so that `import { load } from 'sqlite-awscost'` finds them.
exports.load = load;
exports.loadablePath = loadablePath;

#!/usr/bin/env node
// Asks the sandbox account, which lives in the extension: needs no AWS account and sends nothing.
//
//   npx sqlite-awscost                                       # what the five dearest services cost last month
//   npx sqlite-awscost "SELECT name FROM awscost_tables"     # any SQL; rows as the sqlite3 shell's list mode shows them
'use strict';

const { load } = require('./index.js');

const QUESTION = `SELECT service, round(unblended_cost, 2) AS usd FROM ce_cost_and_usage('service')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
ORDER BY unblended_cost DESC LIMIT 5`;

function has(name) {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function open() {
  if (has('node:sqlite')) return new (require('node:sqlite').DatabaseSync)(':memory:', { allowExtension: true });
  const other = ['better-sqlite3', 'libsql'].find(has);
  if (other) return new (require(other))(':memory:');
  throw new Error(`Node.js ${process.version} has no node:sqlite: use Node.js 22.13 or newer, or write ` +
    'npm install better-sqlite3 beside this package.');
}

function answer(question) {
  const database = open();
  load(database);
  database.prepare("SELECT awscost_config('connector', 'sandbox')").get();
  const rows = database.prepare(question).all();
  if (rows.length > 0) console.log(Object.keys(rows[0]).join('|'));
  for (const row of rows) console.log(Object.values(row).map((value) => value ?? '').join('|'));
}

const words = process.argv.slice(2);
if (words.length > 1 || ['-h', '--help'].includes(words[0])) {
  console.error('npx sqlite-awscost [SQL]: asks the sandbox account, which lives in the extension and costs nothing');
  process.exitCode = 2;
} else {
  try {
    answer(words[0] ?? QUESTION);
  } catch (error) {
    console.error(`sqlite-awscost: ${error.message}`);
    process.exitCode = 1;
  }
}

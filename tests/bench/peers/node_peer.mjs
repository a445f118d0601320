// AWS's SDK for JavaScript, and for the table better-sqlite3 or libsql, which has its methods and comes built from npm.
//
//   node node_peer.mjs FOLDER group|insert URL     FOLDER has node_modules
import {createRequire} from 'node:module';
import {join} from 'node:path';

const [folder, work, url] = process.argv.slice(2);
const load = createRequire(join(folder, 'package.json'));
const {CostExplorerClient, GetCostAndUsageWithResourcesCommand} = load('@aws-sdk/client-cost-explorer');

const client = new CostExplorerClient({
  endpoint: url,
  region: 'us-east-1',
  credentials: {accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret'},
});

async function* pages() {
  let token;
  do {
    const page = await client.send(new GetCostAndUsageWithResourcesCommand({
      TimePeriod: {Start: '2026-11-08', End: '2026-11-22'},
      Granularity: 'DAILY',
      Filter: {Dimensions: {Key: 'SERVICE', Values: ['Amazon Elastic Compute Cloud - Compute']}},
      GroupBy: [{Type: 'DIMENSION', Key: 'RESOURCE_ID'}],
      Metrics: ['UnblendedCost', 'AmortizedCost', 'UsageQuantity'],
      NextPageToken: token,
    }));
    yield page;
    token = page.NextPageToken;
  } while (token);
}

async function group() {
  const sums = new Map();
  for await (const page of pages()) {
    for (const period of page.ResultsByTime) {
      for (const {Keys: [key], Metrics} of period.Groups) {
        sums.set(key, (sums.get(key) ?? 0) + Number(Metrics.UnblendedCost.Amount));
      }
    }
  }
  let total = 0;
  for (const sum of sums.values()) total += sum;
  return [sums.size, total];
}

function database() {
  for (const name of ['better-sqlite3', 'libsql']) {
    try {
      return new (load(name))(':memory:');
    } catch {
      // the next one
    }
  }
  throw new Error('neither better-sqlite3 nor libsql is installed');
}

async function insert() {
  const db = database();
  db.exec('CREATE TABLE t(day, resource, unblended, amortized, quantity)');
  const one = db.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  for await (const page of pages()) {
    for (const period of page.ResultsByTime) {
      const day = period.TimePeriod.Start.slice(0, 10);
      for (const {Keys: [key], Metrics} of period.Groups) {
        one.run(day, key, Number(Metrics.UnblendedCost.Amount), Number(Metrics.AmortizedCost.Amount),
          Number(Metrics.UsageQuantity.Amount));
      }
    }
  }
  db.exec('COMMIT');
  const row = db.prepare('SELECT count(*) AS count, sum(unblended) AS total FROM t').get();
  return [row.count, row.total];
}

const [count, total] = await {group, insert}[work]();
console.log(`${count}|${total}`);
